import { useTranslation } from "react-i18next";
import { Chip } from "~/components/chip/Chip";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Signed } from "~/components/numbers/Signed";
import { ApprovalTitle } from "../ApprovalTitle";
import type { Approval } from "../approval";
import { type Steps, useVenueName } from "../useSteps";

export function DocumentHead({ approval: a, steps }: { approval: Approval; steps: Steps }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const venue = useVenueName();
  return (
    <header className="flex flex-col gap-2 px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-xs text-muted-foreground">{t("approvals.document")}</h2>
        <span className="font-mono text-2xs text-subtle-foreground" data-testid="approval-id">
          {a.id}
        </span>
        <span className="flex-1" />
        <Chip tone={a.mode} testId="approval-mode">
          {t(a.mode === "live" ? "approvals.realMoney" : "approvals.paperMoney")}
        </Chip>
      </div>
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <ApprovalTitle
            approval={a}
            decimals={steps.quantity}
            triangle={16}
            className="text-xl"
            testId="approval-title"
          />
          <p className="text-muted-foreground" data-testid="approval-notional">
            {t("approvals.onFor", {
              venue: venue(a.instrument.venue),
              notional: formatDecimal(a.notional, steps.money, locale),
              currency: a.quote_currency,
              price: formatDecimal(a.price_now ?? a.entry, steps.price, locale),
            })}
          </p>
        </div>
        <div className="ml-auto text-right">
          <div className="text-2xs text-subtle-foreground">{t("approvals.ifStop")}</div>
          {a.worst_loss === null ? (
            <div className="text-xs text-warn">{t("approvals.noStop")}</div>
          ) : (
            <div className="text-lg font-semibold" data-testid="approval-worst-loss">
              <Signed value={a.worst_loss} decimals={steps.money} />{" "}
              <span className="text-xs font-normal text-muted-foreground">
                {a.quote_currency}
                {a.worst_loss_of_equity !== null && `, ${formatPercent(Math.abs(a.worst_loss_of_equity), 2, locale)}`}
              </span>
            </div>
          )}
        </div>
      </div>
    </header>
  );
}
