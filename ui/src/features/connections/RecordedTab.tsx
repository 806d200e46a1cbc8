import { useTranslation } from "react-i18next";
import type { SeriesView } from "~/backend/bindings";
import { useErrorText } from "~/backend/useErrorText";
import { Panel } from "~/components/panel/Panel";
import { type Asked, stateOf } from "./asked";
import { SeriesTable } from "./SeriesTable";

/** What has been imported or fetched. */
export function RecordedTab({ asked, series }: { asked: Asked; series: readonly SeriesView[] }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <Panel
      title={t("connections.series")}
      aside={<span className="text-muted-foreground">{t("connections.seriesText")}</span>}
      className="flex-1"
      state={
        asked.data !== undefined && series.length === 0
          ? { kind: "empty", title: t("connections.noSeries"), text: t("connections.noSeriesText") }
          : stateOf(asked, errorText)
      }
      testId="connections-series-panel"
    >
      <SeriesTable series={series} />
    </Panel>
  );
}
