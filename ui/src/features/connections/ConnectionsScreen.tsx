import { FileDown } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useSession } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { useSnapshot } from "~/backend/useSnapshot";
import { Button } from "~/components/button/Button";
import { openDialog } from "~/components/overlay/openDialog";
import { Panel } from "~/components/panel/Panel";
import type { PanelState } from "~/components/panel/panelState";
import { ScreenHead } from "~/components/panel/ScreenHead";
import { MarketTable } from "./MarketTable";
import { Reconcile } from "./Reconcile";
import { SeriesTable } from "./SeriesTable";
import { VenueTable } from "./VenueTable";

/** Where prices come from, what is recorded, and what the last start found. */
export function ConnectionsScreen() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const desk = useSnapshot();
  const instruments = useDeskQuery("series", ["instruments"], () => commands.instruments());
  const mayImport = (useSession()?.role ?? "viewer") !== "viewer";
  const markets = useMemo(() => instruments.data ?? [], [instruments.data]);
  const live = useMemo(() => markets.filter((m) => m.live), [markets]);
  const series = useMemo(() => markets.flatMap((m) => m.stored), [markets]);
  const importing = mayImport && (
    <Button kind="primary" onPress={() => openDialog("import")} testId="connections-import">
      <FileDown size={14} aria-hidden="true" />
      {t("connections.import")}
    </Button>
  );
  return (
    <div className="flex h-full flex-col">
      <ScreenHead title={t("shell.connections")} actions={importing} />
      <div className="flex min-h-0 flex-1 flex-col gap-px overflow-auto bg-border" data-scrolls="">
        <Panel
          title={t("connections.venues")}
          className="min-h-44 shrink-0"
          state={stateOf(desk, errorText)}
          testId="connections-venue-panel"
        >
          {desk.data && <VenueTable venues={desk.data.venues} markets={markets} />}
        </Panel>
        {desk.data && <Reconcile reconcile={desk.data.reconcile} />}
        <Panel
          title={t("connections.series")}
          aside={<span className="text-muted-foreground">{t("connections.seriesText")}</span>}
          className="min-h-44 flex-1"
          state={
            instruments.isSuccess && series.length === 0
              ? { kind: "empty", title: t("connections.noSeries"), text: t("connections.noSeriesText") }
              : stateOf(instruments, errorText)
          }
          testId="connections-series-panel"
        >
          <SeriesTable series={series} />
        </Panel>
        <Panel
          title={t("connections.markets")}
          className="min-h-40 flex-1"
          state={stateOf(instruments, errorText)}
          testId="connections-market-panel"
        >
          <MarketTable markets={live} />
        </Panel>
      </div>
    </div>
  );
}

interface Asked {
  isPending: boolean;
  isError: boolean;
  error: unknown;
}

function stateOf(asked: Asked, errorText: (thrown: unknown) => string): PanelState {
  if (asked.isError) return { kind: "error", text: errorText(asked.error) };
  return asked.isPending ? { kind: "loading" } : { kind: "ready" };
}
