import { Channel } from "@tauri-apps/api/core";
import { useEffect, useRef } from "react";
import { commands, type InstrumentId, type Timeframe } from "./bindings";
import { call } from "./call";

/** Book, ticker, new trades and the running candle of the market followed. */
export type MarketFrame = Parameters<typeof commands.watchMarket>[2] extends Channel<infer Frame> ? Frame : never;

/**
 * The market chosen, frame by frame, outside React: `onFrame` draws on a canvas or keeps the newest for the next render.
 * One market is followed at a time; a frame of a former choice is dropped.
 */
export function useMarketStream(
  instrument: InstrumentId | null,
  timeframe: Timeframe,
  onFrame: (frame: MarketFrame) => void,
): void {
  const latest = useRef(onFrame);
  latest.current = onFrame;
  const venue = instrument?.venue;
  const symbol = instrument?.symbol;
  useEffect(() => {
    if (venue === undefined || symbol === undefined) return;
    let live = true;
    const frames = new Channel<MarketFrame>();
    frames.onmessage = (frame) => {
      if (live) latest.current(frame);
    };
    call(commands.watchMarket({ venue, symbol }, timeframe, frames)).catch(() => undefined); // the panel's own query says why
    return () => {
      live = false;
    };
  }, [venue, symbol, timeframe]);
}
