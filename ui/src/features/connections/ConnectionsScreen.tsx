import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { ScreenHead } from "~/components/panel/ScreenHead";
import { ConnectionsTabs, tabOfPath } from "./ConnectionsTabs";
import { ConnectDialog } from "./connect/ConnectDialog";
import { TestDialog } from "./connect/TestDialog";
import { DownloadDialog } from "./download/DownloadDialog";
import { HeadActs } from "./HeadActs";
import { RecordedTab } from "./RecordedTab";
import { RunningTab } from "./RunningTab";
import { useConnections } from "./useConnections";
import { VenuesTab } from "./VenuesTab";

type Open = { dialog: "connect" | "test"; venue: string } | { dialog: "download" } | null;

/** Where prices come from and how well, what is recorded, and what the last start found. */
export function ConnectionsScreen() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const here = tabOfPath(path);
  const connections = useConnections();
  const instruments = useDeskQuery("series", ["instruments"], () => commands.instruments());
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const views = useMemo(() => connections.data ?? [], [connections.data]);
  const markets = useMemo(() => instruments.data ?? [], [instruments.data]);
  const live = useMemo(() => markets.filter((m) => m.live), [markets]);
  const series = useMemo(() => markets.flatMap((m) => m.stored), [markets]);
  const fetchable = useMemo(
    () => live.filter((m) => views.some((v) => v.venue === m.id.venue && v.venue !== "builtin" && v.connected)),
    [live, views],
  );
  const view = open && open.dialog !== "download" ? views.find((v) => v.venue === open.venue) : undefined;
  return (
    <div className="flex h-full flex-col">
      <ScreenHead
        title={t("shell.connections")}
        aside={
          <ConnectionsTabs
            here={here}
            counts={{
              venues: connections.data?.length,
              series: instruments.data && series.length,
              markets: instruments.data && live.length,
            }}
          />
        }
        actions={<HeadActs onDownload={fetchable.length > 0 ? () => setOpen({ dialog: "download" }) : undefined} />}
      />
      {here === "venues" && (
        <VenuesTab
          connections={connections}
          onConnect={(venue) => setOpen({ dialog: "connect", venue })}
          onTest={(venue) => setOpen({ dialog: "test", venue })}
        />
      )}
      {here === "series" && <RecordedTab asked={instruments} series={series} />}
      {here === "markets" && <RunningTab asked={instruments} markets={live} />}
      {view && open?.dialog === "connect" && <ConnectDialog view={view} onClose={close} />}
      {view && open?.dialog === "test" && <TestDialog view={view} onClose={close} />}
      {open?.dialog === "download" && <DownloadDialog markets={fetchable} onClose={close} />}
    </div>
  );
}
