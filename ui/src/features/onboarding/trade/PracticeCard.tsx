import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Ring } from "~/components/marks/Ring";
import { Triangle } from "~/components/marks/Triangle";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Signed } from "~/components/numbers/Signed";
import { useDigits } from "./useDigits";
import type { Practice } from "./usePractice";

/** What is proposed, what it may lose and gain, and how long it waits. */
export function PracticeCard({ approval: a, nowMs }: { approval: Practice; nowMs: number }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const digits = useDigits(a);
  const base = a.instrument.symbol.split("/")[0] ?? "";
  return (
    <>
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-2 text-lg font-semibold text-up" data-testid="onboarding-proposal">
            <Triangle up={a.side === "buy"} size={12} />
            {t(a.side === "buy" ? "approvals.buy" : "approvals.sell", {
              quantity: formatDecimal(a.quantity, digits.quantity, locale),
              base,
            })}
          </p>
          <p className="text-xs text-muted-foreground">
            {t("onboarding.at", {
              price: formatDecimal(a.entry, digits.price, locale),
              notional: formatDecimal(a.notional, 2, locale),
              currency: a.quote_currency,
            })}
          </p>
        </div>
        {a.status === "pending" && (
          <Ring
            secondsLeft={(a.expires_ms - nowMs) / 1000}
            totalSeconds={(a.expires_ms - a.created_ms) / 1000}
            size={44}
          />
        )}
      </div>
      <dl className="mt-2.5 rounded-lg border px-3.5 text-xs">
        <Stake name={t("onboarding.lose")}>
          <Signed value={a.worst_loss} decimals={2} unit={a.quote_currency} className="font-semibold" />
        </Stake>
        <Stake name={t("onboarding.gain")}>
          <Signed value={a.gain} decimals={2} unit={a.quote_currency} className="font-semibold" />
        </Stake>
      </dl>
    </>
  );
}

function Stake({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-[34px] items-center justify-between gap-3 [&+&]:border-t">
      <dt className="text-muted-foreground">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
