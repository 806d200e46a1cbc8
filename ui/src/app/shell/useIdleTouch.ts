import { useEffect } from "react";
import { commands } from "~/backend/bindings";

const EVERY_MS = 30_000;

/** Tells the backend, at most twice a minute, that somebody is at the desk: the idle lock starts anew. */
export function useIdleTouch(): void {
  useEffect(() => {
    let last = 0;
    const touched = (event: Event) => {
      if (event.timeStamp - last < EVERY_MS && last > 0) return;
      last = event.timeStamp;
      commands.touch().catch(() => undefined); // the next question says what is wrong
    };
    window.addEventListener("pointerdown", touched);
    window.addEventListener("keydown", touched);
    return () => {
      window.removeEventListener("pointerdown", touched);
      window.removeEventListener("keydown", touched);
    };
  }, []);
}
