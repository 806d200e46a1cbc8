import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { SeriesView } from "~/backend/bindings";
import { Amount } from "~/components/numbers/Amount";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";
import { venueName } from "~/components/words/venueName";

export const seriesId = (s: SeriesView) => `${s.instrument.venue}-${s.instrument.symbol}-${s.timeframe}`;

/** What has been imported, and whether it is whole. */
export function SeriesTable({ series }: { series: readonly SeriesView[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const columns = useMemo<Column<SeriesView>[]>(
    () => [
      {
        id: "symbol",
        head: t("connections.market"),
        value: (s) => s.instrument.symbol,
        cell: (s) => <b className="font-medium">{s.instrument.symbol}</b>,
      },
      {
        id: "venue",
        head: t("connections.venue"),
        value: (s) => venueName(s.instrument.venue, t("shell.builtin")),
      },
      { id: "timeframe", head: t("connections.timeframe"), value: (s) => s.timeframe },
      {
        id: "candles",
        head: t("connections.candles"),
        value: (s) => s.count,
        cell: (s) => <Amount value={s.count} decimals={0} />,
        align: "right",
      },
      {
        id: "first",
        head: `${t("connections.first")} ${zoneLabel(locale)}`,
        value: (s) => s.first_ms,
        cell: (s) => <Time ms={s.first_ms} style="date" zone={false} />,
        align: "right",
      },
      {
        id: "last",
        head: `${t("connections.last")} ${zoneLabel(locale)}`,
        value: (s) => s.last_ms,
        cell: (s) => <Time ms={s.last_ms} style="date" zone={false} />,
        align: "right",
      },
      {
        id: "gaps",
        head: t("connections.gaps"),
        value: (s) => s.gaps,
        cell: (s) => (
          <span className={s.gaps > 0 ? "font-medium" : "text-muted-foreground"}>
            {s.gaps > 0 ? formatDecimal(s.gaps, 0, locale) : t("connections.noGap")}
          </span>
        ),
        align: "right",
      },
    ],
    [t, locale],
  );
  return (
    <Table
      label={t("connections.series")}
      columns={columns}
      rows={series}
      rowId={seriesId}
      rowTestId={(s) => `connections-series-${seriesId(s)}`}
      testId="connections-series"
    />
  );
}
