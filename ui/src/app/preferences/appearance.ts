import type { Preferences } from "~/backend/reply";

export type Appearance = Pick<Preferences, "language" | "theme" | "high_contrast" | "direction" | "density">;

/** Puts the look on the document, where the tokens follow it. */
export function applyAppearance(root: HTMLElement, look: Appearance, systemDark: boolean): void {
  const dark = look.theme === "dark" || (look.theme !== "light" && systemDark);
  root.classList.toggle("dark", dark);
  root.classList.toggle("contrast", look.high_contrast);
  root.lang = look.language;
  set(root, "direction", look.direction === "red-green" ? "red-green" : null);
  set(root, "density", look.density === "comfortable" ? "comfortable" : null);
}

function set(root: HTMLElement, name: string, value: string | null): void {
  if (value === null) delete root.dataset[name];
  else root.dataset[name] = value;
}

const KEY = "countersign.appearance";

/** The last look, so that the next start does not flash in another one. The backend's word replaces it. */
export function rememberAppearance(look: Appearance): void {
  localStorage.setItem(KEY, JSON.stringify(look));
}

export function lastAppearance(language: string): Appearance {
  const fallback: Appearance = {
    language,
    theme: "system",
    high_contrast: false,
    direction: "blue-orange",
    density: "compact",
  };
  try {
    return { ...fallback, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return fallback;
  }
}
