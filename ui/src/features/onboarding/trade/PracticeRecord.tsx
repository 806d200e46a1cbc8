import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { OrderStory } from "~/backend/orderStory";
import { Seal } from "~/components/marks/Seal";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatTime, zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useDigits } from "./useDigits";
import type { Practice } from "./usePractice";

/** The seal, and what has happened since; what has not happened is not drawn. */
export function PracticeRecord({ approval: a, story }: { approval: Practice; story: OrderStory }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const digits = useDigits(a);
  const signature = a.signatures.at(-1);
  if (!signature) return null;
  const seconds = (ms: number, decimals: number) => formatDecimal(ms / 1000, decimals, locale);
  const time = `${formatTime(signature.time_ms, "time", locale)} ${zoneLabel(locale)}`;
  const { fill, protection } = story;
  return (
    <div className="mt-4 flex flex-col items-center" aria-live="polite">
      <Seal
        signature={signature.signature}
        size={172}
        specimen={a.mode === "paper"}
        className="stamp"
        testId="onboarding-trade-seal"
      />
      <p className="mt-2 text-center text-xs text-muted-foreground">
        {fill ? t("onboarding.signedBy", { time }) : t("onboarding.sending")}
      </p>
      <ul className="mt-3 w-full text-xs">
        <Line
          done={t("onboarding.signed")}
          note={t("onboarding.heldFor", { seconds: seconds(signature.held_ms, 1) })}
          testId="onboarding-signed"
        />
        {fill && (
          <Line
            done={t("onboarding.filled", {
              quantity: formatDecimal(fill.quantity, digits.quantity, locale),
              price: formatDecimal(fill.price, digits.price, locale),
            })}
            note={t("onboarding.fee", { fee: formatDecimal(fill.fee, 2, locale), currency: fill.feeCurrency })}
            testId="onboarding-filled"
          />
        )}
        {protection && (
          <Line
            done={t("onboarding.protected")}
            note={t("onboarding.unprotected", { seconds: seconds(protection.unprotectedMs, 3) })}
            testId="onboarding-protected"
          />
        )}
      </ul>
    </div>
  );
}

function Line({ done, note, testId }: { done: string; note: string; testId: string }) {
  return (
    <li className="flex min-h-[26px] items-center gap-2 border-t" data-testid={testId}>
      <Check size={14} aria-hidden="true" className="text-signed" />
      <span className="font-medium">{done}</span>
      <span className="flex-1" />
      <span className="text-right text-muted-foreground">{note}</span>
    </li>
  );
}
