/** A colour in sRGB: channels 0 to 255, alpha 0 to 1. */
export interface Rgba {
  r: number;
  g: number;
  b: number;
  a: number;
}

const OKLCH = /^oklch\(\s*([\d.]+)(%?)\s+([\d.]+)(%?)\s+([\d.]+)(?:deg)?\s*(?:\/\s*([\d.]+)(%?)\s*)?\)$/i;

/** Lightness, chroma and hue of a CSS `oklch()`; `null` for any other notation. */
export function parseOklch(text: string): { l: number; c: number; h: number; a: number } | null {
  const m = OKLCH.exec(text.trim());
  if (!m) return null;
  const number = (digits: string | undefined, percent: string | undefined, whole: number) =>
    Number(digits) * (percent ? whole / 100 : 1);
  return {
    l: number(m[1], m[2], 1),
    c: number(m[3], m[4], 0.4),
    h: Number(m[5]),
    a: m[6] === undefined ? 1 : number(m[6], m[7], 1),
  };
}

/** OKLCH to linear sRGB by the matrices of Ottosson (2020), cut to the gamut. */
export function linearRgb(l: number, c: number, h: number): [number, number, number] {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (x: number) => Math.min(1, Math.max(0, x));
  return [
    cut(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    cut(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    cut(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

export function oklchToRgba(text: string): Rgba | null {
  const p = parseOklch(text);
  if (!p) return null;
  const [r, g, b] = linearRgb(p.l, p.c, p.h).map(gamma) as [number, number, number];
  return { r, g, b, a: p.a };
}

function gamma(x: number): number {
  const v = x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055;
  return Math.round(v * 255);
}

/** What a canvas and the chart library understand. Other notations are passed on. */
export function toCanvasColour(text: string, opacity = 1): string {
  const c = oklchToRgba(text);
  return c ? `rgba(${c.r}, ${c.g}, ${c.b}, ${+(c.a * opacity).toFixed(3)})` : text.trim();
}
