import { commands, type InstrumentView } from "~/backend/bindings";
import { call } from "~/backend/call";
import { useDeskQuery } from "~/backend/useDeskQuery";

/** Markets of these venues whose symbol contains the words. A venue that does not answer hides no other. */
export function useFoundMarkets(venues: readonly string[], words: string) {
  return useDeskQuery(
    "connections",
    ["found", words, ...venues],
    async () => {
      const answers = await Promise.allSettled(venues.map((venue) => call(commands.venueInstruments(venue, words))));
      const found = answers.flatMap((a): InstrumentView[] => (a.status === "fulfilled" ? a.value : []));
      const failed = answers.find((a) => a.status === "rejected");
      if (failed && found.length === 0) throw failed.reason;
      return { status: "ok" as const, data: found };
    },
    { enabled: venues.length > 0, keep: true },
  );
}
