import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef } from "react";
import { type Bindings, chordOf, matchKeys, worksWhileTyping } from "./chord";
import { isTyping } from "./isTyping";

type Handler = () => void;

interface Shortcuts {
  bindings: Bindings;
  register: (id: string, handler: Handler) => () => void;
}

const ShortcutContext = createContext<Shortcuts>({ bindings: {}, register: () => () => undefined });

/** A second key of a sequence must follow within this time. */
const SEQUENCE_MS = 1000;

interface ShortcutProviderProps {
  /** Action by action, its keys: "Ctrl+K", or a sequence as "G T". */
  bindings: Bindings;
  children: ReactNode;
}

export function ShortcutProvider({ bindings, children }: ShortcutProviderProps) {
  const handlers = useRef(new Map<string, Handler[]>());

  const register = useCallback((id: string, handler: Handler) => {
    const stack = handlers.current.get(id) ?? [];
    handlers.current.set(id, [...stack, handler]);
    return () => {
      const now = handlers.current.get(id) ?? [];
      handlers.current.set(id, now.filter((h) => h !== handler)); // biome-ignore format: one line
    };
  }, []);

  useEffect(() => {
    let pressed: string[] = [];
    let at = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.repeat || event.defaultPrevented || ["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
      const chord = chordOf(event);
      if (isTyping(event.target) && !worksWhileTyping(chord)) return;
      const sequence = event.timeStamp - at < SEQUENCE_MS ? [...pressed, chord] : [chord];
      at = event.timeStamp;
      let match = matchKeys(bindings, sequence);
      if (match.kind === "none" && sequence.length > 1) match = matchKeys(bindings, [chord]);
      pressed = match.kind === "prefix" ? [chord] : [];
      // The last one registered wins: the screen on top of the frame.
      const handler = match.kind === "action" ? handlers.current.get(match.id)?.at(-1) : undefined;
      if (!handler) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [bindings]);

  const value = useMemo(() => ({ bindings, register }), [bindings, register]);
  return <ShortcutContext value={value}>{children}</ShortcutContext>;
}

/** Runs while the component is mounted and `enabled`. Ids stand in the table of shortcuts of the app. */
export function useShortcut(id: string, handler: Handler, enabled = true): void {
  const { register } = useContext(ShortcutContext);
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => (enabled ? register(id, () => latest.current()) : undefined), [id, enabled, register]);
}

/** The keys of an action, for a hint on its button. */
export function useKeysOf(id: string): readonly string[] {
  return useContext(ShortcutContext).bindings[id] ?? [];
}
