import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Fill } from "~/backend/bindings";
import { Amount } from "~/components/numbers/Amount";
import { zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import { Empty } from "~/components/panel/Empty";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";
import { decimalsOf } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import { SideCell, SymbolCell } from "./cells";

export function useFillColumns(): readonly Column<Fill>[] {
  const { t } = useTranslation();
  const locale = useLocale();
  const { instruments } = useTrade();
  return useMemo(() => {
    const of = (f: Fill) => decimalsOf(f.instrument, instruments);
    return [
      {
        id: "time",
        head: `${t("trade.time")} ${zoneLabel(locale)}`,
        value: (f) => f.time_ms,
        cell: (f) => <Time ms={f.time_ms} zone={false} className="text-muted-foreground" />,
      },
      {
        id: "symbol",
        head: t("trade.symbol"),
        value: (f) => `${f.instrument.symbol} ${f.instrument.venue}`,
        cell: (f) => <SymbolCell id={f.instrument} />,
      },
      { id: "side", head: t("trade.side"), value: (f) => f.side, cell: (f) => <SideCell side={f.side} /> },
      {
        id: "quantity",
        head: t("trade.quantity"),
        value: (f) => f.quantity,
        align: "right",
        cell: (f) => <Amount value={f.quantity} decimals={of(f).quantity} />,
      },
      {
        id: "price",
        head: t("trade.price"),
        value: (f) => f.price,
        align: "right",
        cell: (f) => <Amount value={f.price} decimals={of(f).price} />,
      },
      {
        id: "fee",
        head: t("trade.fee"),
        value: (f) => f.fee,
        align: "right",
        cell: (f) => <Amount value={f.fee} decimals={4} unit={f.fee_currency} />,
      },
      { id: "liquidity", head: t("trade.liquidity"), value: (f) => t(f.maker ? "trade.maker" : "trade.taker") },
      {
        id: "order",
        head: t("trade.order"),
        value: (f) => f.client_id,
        cell: (f) => <span className="font-mono text-2xs text-muted-foreground">{f.client_id}</span>,
      },
    ];
  }, [t, locale, instruments]);
}

export function Fills({ rows }: { rows: readonly Fill[] }) {
  const { t } = useTranslation();
  const columns = useFillColumns();
  return (
    <Table
      label={t("trade.fills")}
      columns={columns}
      rows={rows}
      rowId={(f) => `${f.client_id} ${f.trade_id}`}
      testId="fills"
      empty={<Empty title={t("trade.noFills")} testId="fills-empty" />}
    />
  );
}
