import { useCallback, useMemo } from "react";
import { commands, type IndicatorView } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { usePreferences } from "~/backend/usePreferences";
import { type ChosenIndicator, idOf, linesOf, MOST_INDICATORS, readChosen } from "./indicatorChoice";

const none: readonly IndicatorView[] = [];

/** Which indicators are drawn; remembered with the layout. */
export function useIndicatorChoice() {
  const known = useDeskQuery("market", ["indicators"], () => commands.indicators()).data ?? none;
  const { preferences, change } = usePreferences();
  const text = preferences?.layouts["trade.indicators"];
  const chosen = useMemo(() => readChosen(text), [text]);
  const lines = useMemo(() => linesOf(chosen, known), [chosen, known]);

  const set = useCallback(
    (next: readonly ChosenIndicator[]) => {
      if (!preferences) return;
      const layouts = { ...preferences.layouts, "trade.indicators": JSON.stringify(next) };
      void change({ layouts }).catch(() => undefined); // drawn all the same
    },
    [preferences, change],
  );
  const add = useCallback(
    (one: ChosenIndicator) => {
      if (chosen.length < MOST_INDICATORS && !chosen.some((c) => idOf(c) === idOf(one))) set([...chosen, one]);
    },
    [chosen, set],
  );
  const remove = useCallback((id: string) => set(chosen.filter((c) => idOf(c) !== id)), [chosen, set]);
  return { known, chosen, lines, add, remove };
}
