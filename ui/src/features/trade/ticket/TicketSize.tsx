import { useTranslation } from "react-i18next";
import { NumberField } from "~/components/fields/NumberField";
import { Segmented } from "~/components/fields/Segmented";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { baseOf, quoteOf } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import type { Sizing } from "./ticketForm";
import type { TicketHandle } from "./useTicket";

/** The size in the way one thinks of it, and the quantity it comes to. */
export function TicketSize({ ticket, problem }: { ticket: TicketHandle; problem?: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { instrument } = useTrade();
  const { form, change, quantity } = ticket;
  const names: Record<Sizing, string> = {
    quantity: t("trade.quantity"),
    value: t("trade.value"),
    equity: t("trade.percentEquity"),
    risk: t("trade.riskMoney"),
  };
  const units: Record<Sizing, string> = {
    quantity: baseOf(instrument.id),
    value: quoteOf(instrument.id),
    equity: "%",
    risk: quoteOf(instrument.id),
  };
  const ways: Sizing[] =
    form.side === "buy" ? ["quantity", "value", "equity", "risk"] : ["quantity", "value", "equity"];
  return (
    <>
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <NumberField
            label={names[form.sizing]}
            value={form.size}
            onChange={(size) => change({ size })}
            decimals={form.sizing === "quantity" ? instrument.quantity_decimals : 2}
            unit={units[form.sizing]}
            problem={problem}
            testId="ticket-size"
          />
        </div>
        {form.sizing !== "quantity" && (
          <output
            className="flex min-h-[30px] items-center gap-1.5 rounded-t-md rounded-b-sm border border-b-input bg-muted px-2 text-sm font-medium"
            data-testid="ticket-quantity"
          >
            {formatDecimal(quantity || null, instrument.quantity_decimals, locale)}
            <span className="text-2xs font-normal text-subtle-foreground">{baseOf(instrument.id)}</span>
          </output>
        )}
      </div>
      <Segmented
        label={t("trade.sizeBy")}
        segments={ways.map((id) => ({ id, label: names[id] }))}
        value={form.sizing}
        onChange={(sizing) => change({ sizing })}
        fill
        testId="ticket-sizing"
      />
    </>
  );
}
