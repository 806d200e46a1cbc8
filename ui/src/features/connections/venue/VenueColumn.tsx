import type { ConnectionView } from "~/backend/bindings";
import { BUILTIN } from "../connectionRules";
import { EventList } from "./EventList";
import { NextSteps } from "./NextSteps";
import { StateCard } from "./StateCard";
import { VenueFacts } from "./VenueFacts";

interface VenueColumnProps {
  view: ConnectionView;
  onConnect: () => void;
  onTest: () => void;
}

/** The venue chosen: its state and why, what happened, what comes next, where it is. */
export function VenueColumn({ view, onConnect, onTest }: VenueColumnProps) {
  return (
    <aside
      className="min-h-0 overflow-auto bg-card"
      data-scrolls=""
      data-testid="connections-venue"
      data-venue={view.venue}
    >
      <StateCard view={view} onConnect={onConnect} onTest={onTest} />
      <EventList events={view.events} />
      <NextSteps state={view.state} />
      {view.venue !== BUILTIN && <VenueFacts view={view} onMove={onConnect} />}
    </aside>
  );
}
