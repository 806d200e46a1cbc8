import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TicketPreview } from "~/backend/bindings";
import { Amount } from "~/components/numbers/Amount";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Signed } from "~/components/numbers/Signed";
import { useTrade } from "../market/TradeContext";
import type { TicketForm } from "./ticketForm";

interface TicketSumsProps {
  form: TicketForm;
  preview: TicketPreview | null;
}

/** What it comes to after rounding to tick and lot. Stands there before anything is typed, so nothing jumps. */
export function TicketSums({ form, preview: p }: TicketSumsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { instrument } = useTrade();
  const fee = form.postOnly
    ? t("trade.feeMaker", { rate: formatPercent(Number(instrument.maker_fee), 2, locale) })
    : t("trade.feeTaker", { rate: formatPercent(Number(instrument.taker_fee), 2, locale) });
  return (
    <dl className="flex flex-col gap-0.5 text-xs" data-testid="ticket-sums">
      <Line name={t("trade.value")}>
        <Amount value={p?.value} decimals={2} unit={p?.currency} testId="ticket-value" />
        <span className="text-muted-foreground">
          {t("trade.lotOf", { lot: formatDecimal(instrument.lot, instrument.quantity_decimals, locale) })}
        </span>
      </Line>
      <Line name={fee}>
        <Amount value={p?.fee} decimals={2} unit={p?.currency} testId="ticket-fee" />
      </Line>
      {form.type === "market" && (
        <Line name={t("trade.slippage")}>
          <Amount value={p?.slippage} decimals={2} unit={p?.currency} />
        </Line>
      )}
      {form.bracket && (
        <Line name={t("trade.stopLosesTargetGains")}>
          <Signed value={p?.stop_loses} decimals={2} /> /{" "}
          <Signed value={p?.target_gains} decimals={2} unit={p?.currency} />
        </Line>
      )}
    </dl>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-2">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
