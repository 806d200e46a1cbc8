import { useTranslation } from "react-i18next";
import { Seal } from "~/components/marks/Seal";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import { ApprovalTitle } from "../ApprovalTitle";
import type { Approval } from "../approval";
import { shortHash } from "../document/SignLine";
import { useSteps, useVenueName } from "../useSteps";

interface RecordHeadProps {
  approval: Approval;
  signature: Approval["signatures"][number];
  failed: boolean;
}

export function RecordHead({ approval: a, signature, failed }: RecordHeadProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const venue = useVenueName();
  const steps = useSteps(a.instrument, { price: a.entry, quantity: a.quantity });
  return (
    <div className="flex flex-wrap items-center gap-4 overflow-hidden border-b bg-signed-wash px-4 pt-4 pb-3.5">
      <Seal
        signature={signature.signature}
        size={132}
        specimen={a.mode === "paper"}
        failed={failed}
        className="stamp"
        testId="approval-seal"
      />
      <div className="min-w-32 flex-1">
        <ApprovalTitle approval={a} decimals={steps.quantity} className="text-md" />
        <p className="truncate text-xs text-muted-foreground">
          {t("approvals.where", {
            symbol: a.instrument.symbol,
            venue: venue(a.instrument.venue),
            notional: formatDecimal(a.notional, steps.money, locale),
            currency: a.quote_currency,
          })}
        </p>
        <p className="mt-2 text-xs font-medium" data-testid="approval-signed-by">
          {signature.user}
        </p>
        <Time ms={signature.time_ms} className="block text-xs text-muted-foreground" />
        <p className="mt-1 text-xs text-muted-foreground">{signature.reason}</p>
        <p className="mt-1 font-mono text-2xs text-signed" data-raw={signature.signature}>
          {shortHash(signature.signature)}
        </p>
      </div>
    </div>
  );
}
