import { useEffect } from "react";
import type { SweepRequest } from "~/backend/bindings";
import { sameAxes, sameBase } from "./sweepForm";

/** Maps up to this size follow a slider by themselves. */
export const LIVE_CELLS = 20_000;
const SETTLE_MS = 150;

/**
 * Runs the next map when only the ranges moved since the last one was asked for, once they stood still for a moment.
 * Anything else that changed, and any larger map, waits for its button.
 */
export function useLiveSweep(
  asked: SweepRequest | null,
  request: SweepRequest | null,
  cells: number,
  run: (request: SweepRequest) => void,
): void {
  const follows =
    asked !== null && request !== null && cells <= LIVE_CELLS && sameBase(asked, request) && !sameAxes(asked, request);
  useEffect(() => {
    if (!follows || !request) return;
    const timer = setTimeout(() => run(request), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [follows, request, run]);
}
