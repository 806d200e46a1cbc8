import { commands, type InstrumentView } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";

const none: readonly InstrumentView[] = [];

/** Everything that can be watched and traded, with the candles stored of it. */
export function useInstruments() {
  const query = useDeskQuery("series", ["instruments"], () => commands.instruments());
  return { instruments: query.data ?? none, error: query.error, isLoading: query.isPending };
}
