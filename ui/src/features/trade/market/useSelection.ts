import { useCallback, useEffect, useMemo, useState } from "react";
import { useLocation } from "wouter";
import type { InstrumentId, InstrumentView, Timeframe } from "~/backend/bindings";
import { usePreferences } from "~/backend/usePreferences";
import { resolveSelection, type Selection, selectionOfPath, selectionOfText, textOfSelection } from "./selection";

export interface SelectionHandle {
  selection: Selection | null;
  selectInstrument: (id: InstrumentId) => void;
  selectTimeframe: (timeframe: Timeframe) => void;
}

/** The market on screen: chosen here, asked for by the address, or remembered from last time. */
export function useSelection(all: readonly InstrumentView[]): SelectionHandle {
  const [path, navigate] = useLocation();
  const { preferences, change } = usePreferences();
  const [chosen, setChosen] = useState<Partial<Selection> | null>(null);
  const asked = useMemo(() => selectionOfPath(path), [path]);
  const remembered = preferences?.layouts["trade.market"];

  useEffect(() => {
    if (!asked) return;
    setChosen(asked);
    navigate("/trade", { replace: true });
  }, [asked, navigate]);

  const selection = useMemo(
    () => resolveSelection([asked, chosen, selectionOfText(remembered)], all),
    [asked, chosen, remembered, all],
  );
  const choose = useCallback(
    (wish: Partial<Selection>) => {
      setChosen(wish);
      const next = resolveSelection([wish], all);
      if (next && preferences)
        void change({ layouts: { ...preferences.layouts, "trade.market": textOfSelection(next) } }).catch(
          () => undefined, // not remembered, but shown
        );
    },
    [all, preferences, change],
  );
  const timeframe = selection?.timeframe;
  const instrument = selection?.instrument;
  const selectInstrument = useCallback(
    (id: InstrumentId) => choose({ instrument: id, timeframe }),
    [choose, timeframe],
  );
  const selectTimeframe = useCallback(
    (next: Timeframe) => instrument && choose({ instrument, timeframe: next }),
    [choose, instrument],
  );
  return { selection, selectInstrument, selectTimeframe };
}
