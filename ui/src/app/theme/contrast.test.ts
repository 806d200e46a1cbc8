// @vitest-environment node
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { linearRgb, parseOklch } from "~/components/charts/oklch";

type Tokens = Map<string, string>;
const css = readFileSync(fileURLToPath(new URL("./tokens.css", import.meta.url)), "utf8").replace(
  /\/\*[\s\S]*?\*\//g,
  "",
);

function block(selector: string): Tokens {
  const out: Tokens = new Map();
  for (const [, heads = "", body = ""] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!heads.split(",").some((h) => h.trim() === selector)) continue;
    for (const [, name = "", value = ""] of body.matchAll(/--([\w-]+):\s*(oklch\([^)]*\))/g)) out.set(name, value);
  }
  return out;
}

const layers = (...selectors: string[]): Tokens => new Map(selectors.flatMap((s) => [...block(s)]));
const redGreen = '[data-direction="red-green"]';
const themes: [string, Tokens][] = [
  ["light", layers(":root")],
  ["dark", layers(":root", ".dark")],
  ["light red-green", layers(":root", redGreen)],
  ["dark red-green", layers(":root", ".dark", `.dark${redGreen}`)],
  ["light contrast", layers(":root", ".contrast:not(.dark)")],
  ["dark contrast", layers(":root", ".dark", ".dark.contrast")],
  ["light contrast red-green", layers(":root", redGreen, ".contrast:not(.dark)", `.contrast:not(.dark)${redGreen}`)],
  [
    "dark contrast red-green",
    layers(":root", ".dark", `.dark${redGreen}`, ".dark.contrast", `.dark.contrast${redGreen}`),
  ],
];

/** WCAG 2.2 relative luminance of a token's colour. */
function luminance(tokens: Tokens, name: string): number {
  const colour = parseOklch(tokens.get(name) ?? "");
  if (!colour) throw new Error(`--${name} is not an oklch() colour`);
  const [r, g, b] = linearRgb(colour.l, colour.c, colour.h);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(tokens: Tokens, a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(tokens, a), luminance(tokens, b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const surfaces = ["background", "card", "popover", "muted"];
const inks = [
  "foreground",
  "muted-foreground",
  "subtle-foreground",
  "up",
  "down",
  "warn",
  "destructive",
  "signed",
  "stale",
  "paper",
  "live-text",
];
const text: [string, string][] = [
  ...inks.flatMap((ink) => surfaces.map((s): [string, string] => [ink, s])),
  ["foreground", "accent"],
  ["foreground", "secondary"],
  ["muted-foreground", "accent"],
  ["primary-foreground", "primary"],
  ["up-foreground", "up-fill"],
  ["down-foreground", "down-fill"],
  ["warn-foreground", "warn-fill"],
  ["destructive-foreground", "destructive"],
  ["sidebar-foreground", "sidebar"],
  ["sidebar-accent-foreground", "sidebar-accent"],
];
const washes: [string, string][] = ["up", "down", "warn", "destructive", "signed", "paper"].map((n) => [
  n,
  `${n}-wash`,
]);
const parts: [string, string][] = [
  ...["input", "ring", "signed-line", "live-edge"].flatMap((p) =>
    surfaces.slice(0, 3).map((s): [string, string] => [p, s]),
  ),
  ...["candle-up", "candle-down", "chart-1", "chart-2", "chart-3", "chart-4", "chart-5"].map((p): [string, string] => [
    p,
    "chart-bg",
  ]),
  ["paper-hatch", "background"],
];

describe.each(themes)("contrast of %s", (name, tokens) => {
  const high = name.includes("contrast");
  it(`of text is at least ${high ? 7 : 4.5}`, () => {
    for (const [a, b] of high ? text : [...text, ...washes]) {
      expect(contrast(tokens, a, b), `${a} on ${b}`).toBeGreaterThanOrEqual(high ? 7 : 4.5);
    }
    expect(contrast(tokens, "live-foreground", "live")).toBeGreaterThanOrEqual(4.5);
  });

  it("of parts is at least 3", () => {
    for (const [a, b] of parts) expect(contrast(tokens, a, b), `${a} on ${b}`).toBeGreaterThanOrEqual(3);
  });

  it("of figures on heat cells is at least 4.5 with the better ink", () => {
    for (const cell of [...tokens.keys()].filter((k) => /^(heat-[np]?\d|seq-\d)$/.test(k))) {
      const best = Math.max(...["heat-ink-light", "heat-ink-dark"].map((ink) => contrast(tokens, ink, cell)));
      expect(best, cell).toBeGreaterThanOrEqual(4.5);
    }
  });
});
