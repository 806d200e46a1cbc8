import { useCallback, useMemo, useSyncExternalStore } from "react";

/** What was typed and not saved yet, by user and script. Kept over a restart of the window. */
const KEY = "countersign.scripts.drafts";
const listeners = new Set<() => void>();
let drafts: Readonly<Record<string, string>> | null = null;

function read(): Readonly<Record<string, string>> {
  drafts ??= stored();
  return drafts;
}

function stored(): Record<string, string> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof found === "object" && found !== null ? (found as Record<string, string>) : {};
  } catch {
    return {};
  }
}

const keyOf = (user: string, name: string) => `${user}/${name}`;

function write(next: Readonly<Record<string, string>>): void {
  drafts = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // no room, or none allowed: the draft lives as long as the window
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For tests: nothing was ever typed. */
export function forgetDrafts(): void {
  write({});
}

/** The user's drafts by script, and `put(name, text)`; `null` drops one. */
export function useDrafts(user: string) {
  const all = useSyncExternalStore(subscribe, read);
  const put = useCallback(
    (name: string, text: string | null) => {
      const { [keyOf(user, name)]: _, ...rest } = read();
      write(text === null ? rest : { ...rest, [keyOf(user, name)]: text });
    },
    [user],
  );
  const of = useCallback((name: string): string | undefined => all[keyOf(user, name)], [all, user]);
  /** As it stands at this moment, also between two renders. */
  const current = useCallback((name: string): string | undefined => read()[keyOf(user, name)], [user]);
  return useMemo(() => ({ of, put, current }), [of, put, current]);
}
