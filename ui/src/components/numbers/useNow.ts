import { useEffect, useState } from "react";

/** The time of this computer in UTC milliseconds, anew every `everyMs`. For countdowns and clocks, never for decisions. */
export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
