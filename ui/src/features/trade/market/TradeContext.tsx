import { createContext, useContext } from "react";
import type { InstrumentView, Side, Timeframe } from "~/backend/bindings";

/** What the panels of the trade screen share. */
export interface TradeDesk {
  instruments: readonly InstrumentView[];
  instrument: InstrumentView;
  timeframe: Timeframe;
  /** The approval shown on the chart. */
  approval: string | null;
  selectApproval: (id: string | null) => void;
  /** A price picked in the book, for the ticket; `n` makes each pick a new one. */
  picked: { price: string; side: Side; n: number } | null;
  pickPrice: (price: string, side: Side) => void;
}

const TradeContext = createContext<TradeDesk | null>(null);

export const TradeProvider = TradeContext.Provider;

export function useTrade(): TradeDesk {
  const desk = useContext(TradeContext);
  if (!desk) throw new Error("useTrade stands outside TradeProvider");
  return desk;
}
