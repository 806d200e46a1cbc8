import { toCanvasColour } from "./oklch";

/** Names of tokens that a line may take. */
export type LineColour =
  | "chart-1"
  | "chart-2"
  | "chart-3"
  | "chart-4"
  | "chart-5"
  | "up"
  | "down"
  | "signed"
  | "foreground"
  | "muted-foreground";

/** The colours of a chart as the theme has them now, for a canvas. */
export type Palette = (token: string, opacity?: number) => string;

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  return (token, opacity) => toCanvasColour(style.getPropertyValue(`--${token}`), opacity);
}

/** Calls back when theme, contrast, direction or density changed; returns what ends it. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["class", "data-direction", "data-density", "lang"],
  });
  return () => observer.disconnect();
}
