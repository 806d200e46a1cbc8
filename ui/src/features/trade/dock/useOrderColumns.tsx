import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { OrderView } from "~/backend/bindings";
import { Amount } from "~/components/numbers/Amount";
import { zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import type { Column } from "~/components/table/column";
import { decimalsOf } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import { SideCell, SymbolCell } from "./cells";
import { OrderStatusChip } from "./OrderStatusChip";
import { roleKey, typeKey } from "./orderWords";

export function useOrderColumns(): readonly Column<OrderView>[] {
  const { t } = useTranslation();
  const locale = useLocale();
  const { instruments } = useTrade();
  return useMemo(() => {
    const of = (o: OrderView) => decimalsOf(o.instrument, instruments);
    const quantity = (id: "quantity" | "filled", head: string): Column<OrderView> => ({
      id,
      head,
      value: (o) => o[id],
      align: "right",
      cell: (o) => <Amount value={o[id]} decimals={of(o).quantity} />,
    });
    return [
      {
        id: "symbol",
        head: t("trade.symbol"),
        value: (o) => `${o.instrument.symbol} ${o.instrument.venue}`,
        cell: (o) => <SymbolCell id={o.instrument} />,
      },
      { id: "side", head: t("trade.side"), value: (o) => o.side, cell: (o) => <SideCell side={o.side} /> },
      { id: "type", head: t("trade.type"), value: (o) => t(typeKey[o.order_type]) },
      { id: "role", head: t("trade.for"), value: (o) => t(roleKey[o.role]) },
      quantity("quantity", t("trade.quantity")),
      quantity("filled", t("trade.filled")),
      {
        id: "price",
        head: t("trade.price"),
        value: (o) => o.price ?? o.stop_price ?? o.average,
        align: "right",
        cell: (o) => <Amount value={o.price ?? o.stop_price ?? o.average} decimals={of(o).price} />,
      },
      {
        id: "status",
        head: t("trade.status"),
        value: (o) => o.status,
        cell: (o) => <OrderStatusChip status={o.status} />,
      },
      {
        id: "cover",
        head: t("trade.coveredBy"),
        value: (o) => o.approval ?? o.mandate,
        cell: (o) => <span className="font-mono text-2xs text-muted-foreground">{o.approval ?? o.mandate}</span>,
      },
      {
        id: "created",
        head: `${t("trade.time")} ${zoneLabel(locale)}`,
        value: (o) => o.created_ms,
        align: "right",
        cell: (o) => <Time ms={o.created_ms} zone={false} className="text-muted-foreground" />,
      },
    ];
  }, [t, locale, instruments]);
}
