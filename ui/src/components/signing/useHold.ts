import { useCallback, useEffect, useRef, useState } from "react";

export const HOLD_MS = { paper: 900, live: 1500 } as const;
export const RUN_BACK_MS = 160;

export type HoldPhase = "idle" | "holding" | "back" | "closed";

export interface Hold {
  phase: HoldPhase;
  /** 0 to 1. */
  progress: number;
  press: () => void;
  release: () => void;
}

/**
 * A gesture that takes time: `press` starts it, `release` before its end runs it back and nothing happened.
 * Held to the end it calls `onHeld` once with the milliseconds held, and stays closed.
 */
export function useHold(ms: number, enabled: boolean, onHeld: (heldMs: number) => void): Hold {
  const [phase, setPhase] = useState<HoldPhase>("idle");
  const [progress, setProgress] = useState(0);
  const began = useRef(0);
  const held = useRef(onHeld);
  const now = useRef<HoldPhase>("idle");
  const reached = useRef(0);
  held.current = onHeld;

  const go = useCallback((to: HoldPhase) => {
    now.current = to;
    began.current = performance.now();
    setPhase(to);
  }, []);
  const press = useCallback(() => {
    if (enabled && (now.current === "idle" || now.current === "back")) go("holding");
  }, [enabled, go]);
  const release = useCallback(() => {
    if (now.current === "holding") go("back");
  }, [go]);

  useEffect(() => {
    if (!enabled) release();
  }, [enabled, release]);

  // Leaving the window is letting go.
  useEffect(() => {
    const hidden = () => document.hidden && release();
    window.addEventListener("blur", release);
    document.addEventListener("visibilitychange", hidden);
    return () => {
      window.removeEventListener("blur", release);
      document.removeEventListener("visibilitychange", hidden);
    };
  }, [release]);

  useEffect(() => {
    if (phase !== "holding" && phase !== "back") return;
    let frame = 0;
    const step = () => {
      const elapsed = performance.now() - began.current;
      if (phase === "holding") {
        reached.current = Math.min(1, elapsed / ms);
        setProgress(reached.current);
        if (reached.current >= 1) {
          go("closed");
          held.current(Math.round(elapsed));
          return;
        }
      } else {
        const left = reached.current * (1 - elapsed / RUN_BACK_MS);
        setProgress(Math.max(0, left));
        if (left <= 0) {
          reached.current = 0;
          go("idle");
          return;
        }
      }
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [phase, ms, go]);

  return { phase, progress, press, release };
}
