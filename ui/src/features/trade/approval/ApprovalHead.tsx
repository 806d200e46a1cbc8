import { useTranslation } from "react-i18next";
import type { ApprovalView } from "~/backend/bindings";
import { ModeChip } from "~/components/chip/ModeChip";
import { Triangle } from "~/components/marks/Triangle";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { venueName } from "~/components/words/venueName";
import { baseOf } from "../market/instrument";
import { Countdown } from "./Countdown";

/** "Buy 0.5909 BTC", in the colour and with the triangle of its direction. */
export function ApprovalTitle({
  approval: a,
  decimals,
  className = "",
}: {
  approval: ApprovalView;
  decimals: number;
  className?: string;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <b className={`flex items-center gap-1 font-semibold ${a.side === "buy" ? "text-up" : "text-down"} ${className}`}>
      <Triangle up={a.side === "buy"} size={9} />
      <span>
        {t(a.side === "buy" ? "trade.buy" : "trade.sell")} {formatDecimal(a.quantity, decimals, locale)}{" "}
        {baseOf(a.instrument)}
      </span>
    </b>
  );
}

interface ApprovalHeadProps {
  approval: ApprovalView;
  decimals: number;
}

export function ApprovalHead({ approval: a, decimals }: ApprovalHeadProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className="flex items-center gap-2.5">
      {a.status === "pending" && <Countdown approval={a} />}
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <ApprovalTitle approval={a} decimals={decimals} className="text-md" />
          <span className="flex-1" />
          <ModeChip mode={a.mode} />
        </div>
        <p className="text-xs text-muted-foreground">
          {t("trade.forMoney", {
            symbol: a.instrument.symbol,
            venue: venueName(a.instrument.venue, t("shell.builtin")),
            money: formatDecimal(a.notional, 2, locale),
            currency: a.quote_currency,
          })}
        </p>
      </div>
    </div>
  );
}
