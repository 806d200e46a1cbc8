import { useEffect, useState } from "react";
import { commands, type ScriptCheck } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";

/** Checked once nobody has typed for so long. */
export const PAUSE_MS = 250;

export interface Checked {
  /** What is known of the text as it stands; `null` while it is being looked at. */
  now: ScriptCheck | null;
  /** What was known last, of this text or the one before. */
  last: ScriptCheck | null;
}

/** What the backend finds in a script while it is written. */
export function useCheck(name: string, text: string | null): Checked {
  const [asked, ask] = useState<{ name: string; text: string } | null>(null);
  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(() => ask({ name, text }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [name, text]);
  const current = asked !== null && asked.name === name && asked.text === text;
  const found = useDeskQuery(
    "door",
    ["script-check", asked?.name, asked?.text],
    () => commands.checkScript(asked?.name ?? "", asked?.text ?? ""),
    { enabled: asked !== null, keep: true },
  );
  const last = (asked?.name === name ? found.data : null) ?? null;
  return { now: current && !found.isPlaceholderData ? last : null, last };
}
