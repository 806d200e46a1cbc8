import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionView } from "~/backend/bindings";
import { useErrorText } from "~/backend/useErrorText";
import { useSnapshot } from "~/backend/useSnapshot";
import { PanelBody } from "~/components/panel/PanelBody";
import { type Asked, stateOf } from "./asked";
import { firstToShow } from "./connectionRules";
import { DownloadPanel } from "./download/DownloadPanel";
import { KeyUse } from "./KeyUse";
import { Reconcile } from "./Reconcile";
import { useConnectRole } from "./useConnectRole";
import { VenueColumn } from "./venue/VenueColumn";
import { StripLegend } from "./venues/StripLegend";
import { VenueTable } from "./venues/VenueTable";

interface VenuesTabProps {
  connections: Asked & { data?: ConnectionView[] };
  onConnect: (venue: string) => void;
  onTest: (venue: string) => void;
}

/** All venues in a table, one of them beside it. */
export function VenuesTab({ connections, onConnect, onTest }: VenuesTabProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const desk = useSnapshot();
  const { mayConnect } = useConnectRole();
  const [chosen, setChosen] = useState<string | null>(null);
  const views = connections.data;
  const view = views && (views.find((v) => v.venue === chosen) ?? firstToShow(views));
  if (!views || !view)
    return (
      <div className="flex min-h-0 flex-1 flex-col bg-card" data-testid="connections-venue-panel">
        <PanelBody state={stateOf(connections, errorText)} />
      </div>
    );
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_clamp(290px,25vw,380px)] gap-px bg-border">
      <section
        aria-label={t("connections.venues")}
        className="flex min-h-0 min-w-0 flex-col gap-px overflow-auto bg-border"
        data-scrolls=""
        data-testid="connections-venue-panel"
      >
        <div className="shrink-0 bg-card">
          <VenueTable
            views={views}
            chosen={view.venue}
            onChoose={setChosen}
            onConnect={mayConnect ? onConnect : undefined}
          />
        </div>
        <StripLegend />
        {desk.data && <Reconcile reconcile={desk.data.reconcile} />}
        <DownloadPanel />
        <KeyUse views={views} />
        <div className="min-h-0 flex-1 bg-card" />
      </section>
      <VenueColumn view={view} onConnect={() => onConnect(view.venue)} onTest={() => onTest(view.venue)} />
    </div>
  );
}
