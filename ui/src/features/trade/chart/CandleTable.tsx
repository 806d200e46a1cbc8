import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Bar, barAt, type CandleColumns } from "~/components/charts/candles";
import { Amount } from "~/components/numbers/Amount";
import { zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";

interface CandleTableProps {
  candles: CandleColumns;
  decimals: number;
}

/** The chart in figures, newest first: its twin for whoever reads or listens instead of looking. */
export function CandleTable({ candles, decimals }: CandleTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const rows = useMemo(
    () => Array.from(candles.timeMs, (_, i) => barAt(candles, candles.timeMs.length - 1 - i)).filter((b) => b !== null),
    [candles],
  );
  const columns = useMemo<Column<Bar>[]>(() => {
    const price = (id: "open" | "high" | "low" | "close"): Column<Bar> => ({
      id,
      head: t(`trade.${id}`),
      value: (b) => b[id],
      align: "right",
      cell: (b) => <Amount value={b[id]} decimals={decimals} />,
    });
    return [
      {
        id: "time",
        head: `${t("trade.starts")} ${zoneLabel(locale)}`,
        value: (b) => b.timeMs,
        cell: (b) => <Time ms={b.timeMs} style="dateTime" zone={false} />,
      },
      price("open"),
      price("high"),
      price("low"),
      price("close"),
      {
        id: "volume",
        head: t("trade.volume"),
        value: (b) => b.volume,
        align: "right",
        cell: (b) => <Amount value={b.volume} decimals={3} />,
      },
    ];
  }, [t, locale, decimals]);
  return (
    <Table
      label={t("trade.candles")}
      columns={columns}
      rows={rows}
      rowId={(b) => String(b.timeMs)}
      testId="chart-table"
    />
  );
}
