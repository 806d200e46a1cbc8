/** A chord is written "Ctrl+Shift+K"; Ctrl is the command key on a Mac. Letters are capitals, keys have their DOM names. */
export function chordOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  // A sign such as ? already holds its shift.
  if (event.shiftKey && (key.length > 1 || /[A-Z]/.test(key))) parts.push("Shift");
  parts.push(key === "+" ? "Plus" : key === "-" ? "Minus" : key === " " ? "Space" : key);
  return parts.join("+");
}

/** Single letters and signs are commands only where nobody types; with Ctrl or Alt, or as a function key, everywhere. */
export function worksWhileTyping(chord: string): boolean {
  return chord.startsWith("Ctrl+") || chord.startsWith("Alt+") || /^F\d+$/.test(chord);
}

export type Bindings = Readonly<Record<string, readonly string[]>>;

export type Match = { kind: "action"; id: string } | { kind: "prefix" } | { kind: "none" };

/** What the keys pressed so far mean: an action, the start of one ("G" of "G T"), or nothing. */
export function matchKeys(bindings: Bindings, pressed: readonly string[]): Match {
  const typed = pressed.join(" ");
  let prefix = false;
  for (const [id, keys] of Object.entries(bindings)) {
    for (const sequence of keys) {
      if (sequence === typed) return { kind: "action", id };
      if (sequence.startsWith(`${typed} `)) prefix = true;
    }
  }
  return prefix ? { kind: "prefix" } : { kind: "none" };
}
