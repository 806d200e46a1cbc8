import { useTranslation } from "react-i18next";
import { Checkbox } from "~/components/fields/Checkbox";
import { NumberField } from "~/components/fields/NumberField";
import { useTrade } from "../market/TradeContext";
import type { TicketHandle } from "./useTicket";
import type { TicketProblems } from "./useTicketProblems";

/** Stop and target that follow the fill; kept at the venue as one pair. */
export function TicketBracket({ ticket, problems }: { ticket: TicketHandle; problems: TicketProblems }) {
  const { t } = useTranslation();
  const { instrument } = useTrade();
  const { form, change } = ticket;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-2">
        <Checkbox
          checked={form.bracket}
          onChange={(bracket) =>
            change({ bracket, ...(bracket || form.sizing !== "risk" ? {} : { sizing: "quantity" }) })
          }
          testId="ticket-bracket"
        >
          {t("trade.bracket")}
        </Checkbox>
        <span className="text-2xs text-muted-foreground">{t("trade.bracketNote")}</span>
      </div>
      {form.bracket && (
        <div className="grid grid-cols-2 items-start gap-2">
          <NumberField
            label={t("parts.stop")}
            value={form.stopLoss}
            onChange={(stopLoss) => change({ stopLoss })}
            decimals={instrument.price_decimals}
            problem={problems.at.stop_loss}
            testId="ticket-stop-loss"
          />
          <NumberField
            label={t("parts.target")}
            value={form.takeProfit}
            onChange={(takeProfit) => change({ takeProfit })}
            decimals={instrument.price_decimals}
            problem={problems.at.take_profit}
            testId="ticket-take-profit"
          />
        </div>
      )}
    </>
  );
}
