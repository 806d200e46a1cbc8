import { useTranslation } from "react-i18next";
import { Triangle } from "~/components/marks/Triangle";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { type Approval, baseOf } from "./approval";

interface ApprovalTitleProps {
  approval: Approval;
  /** Of the quantity. */
  decimals: number;
  /** Past: no longer something to act on, so without the colour of its direction. */
  quiet?: boolean;
  triangle?: number;
  className?: string;
  testId?: string;
}

/** "Buy 0.5909 BTC" with its triangle, in the colour of its direction. */
export function ApprovalTitle({ approval, decimals, quiet, triangle = 8, className = "", testId }: ApprovalTitleProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const buy = approval.side === "buy";
  const colour = quiet ? "text-muted-foreground" : buy ? "text-up" : "text-down";
  return (
    <span
      className={`inline-flex min-w-0 items-center gap-1.5 font-semibold ${colour} ${className}`}
      data-testid={testId}
    >
      <Triangle up={buy} size={triangle} />
      <span className="truncate">
        {t(buy ? "approvals.buy" : "approvals.sell", {
          quantity: formatDecimal(approval.quantity, decimals, locale),
          base: baseOf(approval.instrument.symbol),
        })}
      </span>
    </span>
  );
}
