import { parseOklch, toCanvasColour } from "~/components/charts/oklch";

/** Colours between two tokens. */
const BETWEEN = 16;

/**
 * The colours of a scale as a canvas takes them, from its low end to its high one: between two tokens they are mixed in
 * OKLab, so that no hue in between shows up. A notation that cannot be read keeps its own colour.
 */
export function rampColours(tokens: readonly string[], read: (token: string) => string): string[] {
  const stops = tokens.map(read);
  const colours: string[] = [];
  for (let i = 0; i + 1 < stops.length; i++)
    for (let step = 0; step < BETWEEN; step++) colours.push(mixed(stops[i] ?? "", stops[i + 1] ?? "", step / BETWEEN));
  colours.push(toCanvasColour(stops.at(-1) ?? ""));
  return colours;
}

export function mixed(from: string, to: string, share: number): string {
  const [a, b] = [parseOklch(from), parseOklch(to)];
  if (!a || !b) return toCanvasColour(share < 0.5 ? from : to);
  const turn = Math.PI / 180;
  const x = lerp(a.c * Math.cos(a.h * turn), b.c * Math.cos(b.h * turn), share);
  const y = lerp(a.c * Math.sin(a.h * turn), b.c * Math.sin(b.h * turn), share);
  const hue = (Math.atan2(y, x) / turn + 360) % 360;
  return toCanvasColour(`oklch(${lerp(a.l, b.l, share).toFixed(4)} ${Math.hypot(x, y).toFixed(4)} ${hue.toFixed(2)})`);
}

const lerp = (a: number, b: number, share: number) => a + (b - a) * share;

/** The colour at a share of the scale, 0 to 1. */
export function colourAt(colours: readonly string[], share: number): string {
  return colours[Math.round(share * (colours.length - 1))] ?? "";
}
