// Which token is drawn on which, and the contrast each pair must have.

const SURFACES = ["background", "card", "popover", "muted"];
const INKS = ["foreground", "muted-foreground", "subtle-foreground", "up", "down", "warn", "destructive", "signed", "stale", "paper", "live-text"];
const WASHES = ["up", "down", "warn", "destructive", "signed", "paper"];

const cross = (inks, surfaces) => inks.flatMap((ink) => surfaces.map((surface) => [ink, surface]));

const TEXT = [
  ...cross(INKS, SURFACES),
  ...cross(["foreground", "muted-foreground"], ["accent", "chart-bg", "signed-wash", "warn-wash"]),
  ...cross(["foreground"], ["secondary", "up-wash", "down-wash"]),
  ...WASHES.map((name) => [name, `${name}-wash`]),
  ...["primary", "signed", "destructive", "live", "sidebar", "sidebar-accent"].map((name) => [`${name}-foreground`, name]),
  ...["up", "down", "warn"].map((name) => [`${name}-foreground`, `${name}-fill`]),
  ["live-text", "live-wash"],
];

const PARTS = [
  ...cross(["input", "ring", "signed-line", "live-edge"], ["background", "card", "popover"]),
  ...cross(["candle-up", "candle-down", "chart-1", "chart-2", "chart-3", "chart-4", "chart-5"], ["chart-bg"]),
  ["paper-hatch", "background"],
];

/** Figures stand in these cells in the better of the two heat inks. */
export const HEAT_CELL = /^(heat-[np]?\d|seq-\d)$/;
export const HEAT_INKS = ["heat-ink-light", "heat-ink-dark"];
export const HEAT_NEED = 4.5;

/** `[{ ink, surface, need }]` for a theme: text 4.5 (7 in high contrast, washes left out there), parts 3. */
export function required(highContrast) {
  const text = TEXT.filter(([, surface]) => !(highContrast && surface.endsWith("-wash")));
  const needOf = (ink) => (highContrast && ink !== "live-foreground" ? 7 : 4.5);
  return [
    ...text.map(([ink, surface]) => ({ ink, surface, need: needOf(ink) })),
    ...PARTS.map(([ink, surface]) => ({ ink, surface, need: 3 })),
  ];
}
