import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { InstrumentView } from "~/backend/bindings";
import { formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";
import { venueName } from "~/components/words/venueName";

const rowId = (m: InstrumentView) => `${m.id.venue}-${m.id.symbol}`;

/** Markets that run, with the steps and fees their orders obey. */
export function MarketTable({ markets }: { markets: readonly InstrumentView[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const columns = useMemo<Column<InstrumentView>[]>(
    () => [
      {
        id: "symbol",
        head: t("connections.market"),
        value: (m) => m.id.symbol,
        cell: (m) => <b className="font-medium">{m.id.symbol}</b>,
      },
      {
        id: "venue",
        head: t("connections.venue"),
        value: (m) => venueName(m.id.venue, t("shell.builtin")),
      },
      {
        id: "timeframes",
        head: t("connections.timeframes"),
        value: (m) => m.timeframes.join(" "),
        cell: (m) => <span className="text-muted-foreground">{m.timeframes.join(" ")}</span>,
        sortable: false,
      },
      { id: "tick", head: t("connections.tick"), value: (m) => m.tick, align: "right" },
      { id: "lot", head: t("connections.lot"), value: (m) => m.lot, align: "right" },
      {
        id: "fees",
        head: t("connections.fees"),
        value: (m) => m.taker_fee,
        cell: (m) =>
          `${formatPercent(Number(m.maker_fee), 2, locale)}, ${formatPercent(Number(m.taker_fee), 2, locale)}`,
        align: "right",
      },
    ],
    [t, locale],
  );
  return (
    <Table
      label={t("connections.markets")}
      columns={columns}
      rows={markets}
      rowId={rowId}
      testId="connections-markets"
    />
  );
}
