/** Path data is kept to tenths of a pixel: short, and the same on every machine. */
export function tenths(x: number): string {
  const r = Math.round(x * 10) / 10;
  return Object.is(r, -0) ? "0" : String(r);
}
