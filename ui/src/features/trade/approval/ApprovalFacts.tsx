import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ApprovalView } from "~/backend/bindings";
import { Chip } from "~/components/chip/Chip";
import { Amount } from "~/components/numbers/Amount";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Signed } from "~/components/numbers/Signed";
import { Scale } from "~/components/scale/Scale";
import { useReasonText } from "~/components/words/useReasonText";
import { useStrategyText } from "~/components/words/useStrategyText";
import { DriftChip } from "./DriftChip";

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-2 text-xs">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

interface ApprovalFactsProps {
  approval: ApprovalView;
  decimals: number;
  onDetails: () => void;
}

/** Where the price stands, how far it moved, what it may cost, and why. */
export function ApprovalFacts({ approval: a, decimals, onDetails }: ApprovalFactsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const reasonText = useReasonText();
  const strategy = useStrategyText();
  return (
    <>
      {a.stop !== null && a.target !== null && (
        <Scale
          stop={a.stop}
          target={a.target}
          now={a.price_now ?? a.entry}
          decimals={decimals}
          loss={a.worst_loss}
          gain={a.gain}
          testId="approval-scale"
        />
      )}
      <div className="flex flex-wrap gap-1.5">
        <DriftChip approval={a} />
        {a.r_multiple !== null && <Chip>{formatDecimal(a.r_multiple, 1, locale)} R</Chip>}
        <Chip className="max-[1359px]:hidden">
          {t("trade.confidence", { value: formatDecimal(a.confidence, 2, locale) })}
        </Chip>
      </div>
      <dl className="flex flex-col gap-0.5">
        {a.worst_loss !== null && (
          <Line name={t("trade.ifStopHit")}>
            <Signed value={a.worst_loss} decimals={2} unit={a.quote_currency} />
            {a.worst_loss_of_equity !== null && (
              <span className="font-normal text-muted-foreground">
                {", "}
                {t("trade.ofEquity", { share: formatPercent(Math.abs(a.worst_loss_of_equity), 2, locale) })}
              </span>
            )}
          </Line>
        )}
        <Line name={t("trade.feesInOut")}>
          <Amount value={a.fees} decimals={2} unit={a.quote_currency} />
        </Line>
      </dl>
      <p className="text-xs text-muted-foreground" data-testid="approval-reason">
        <b className="font-medium text-foreground">
          {strategy.name(a.strategy)}
          {a.timeframe && `, ${a.timeframe}`}.
        </b>{" "}
        {reasonText(a.reason)}{" "}
        <button
          type="button"
          onClick={onDetails}
          className="text-foreground underline underline-offset-2"
          data-testid="approval-details"
        >
          {t("trade.allDetails")}
        </button>
      </p>
    </>
  );
}
