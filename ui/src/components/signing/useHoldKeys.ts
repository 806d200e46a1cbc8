import { type RefObject, useEffect } from "react";
import { isTyping } from "../keyboard/isTyping";

interface HoldKeys {
  button: RefObject<HTMLButtonElement | null>;
  shortcut?: string;
  enabled: boolean;
  press: () => void;
  release: () => void;
}

/** Space and Return on the button itself, the shortcut anywhere outside a field; a repeated keydown is one hold. */
export function useHoldKeys({ button, shortcut, enabled, press, release }: HoldKeys): void {
  useEffect(() => {
    if (!enabled) return;
    let held: string | null = null;
    const matches = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.target === button.current && (event.key === " " || event.key === "Enter")) return true;
      return shortcut !== undefined && event.key.toLowerCase() === shortcut.toLowerCase() && !isTyping(event.target);
    };
    const down = (event: KeyboardEvent) => {
      if (!matches(event)) return;
      event.preventDefault();
      if (event.repeat || held !== null) return;
      held = event.key;
      press();
    };
    const up = (event: KeyboardEvent) => {
      if (held === null || event.key.toLowerCase() !== held.toLowerCase()) return;
      held = null;
      release();
    };
    window.addEventListener("keydown", down);
    window.addEventListener("keyup", up);
    return () => {
      window.removeEventListener("keydown", down);
      window.removeEventListener("keyup", up);
    };
  }, [button, shortcut, enabled, press, release]);
}
