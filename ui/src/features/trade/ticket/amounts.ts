/** Decimal text as a whole number of units of 10^-scale; digits beyond the scale are cut. `null` for what is no number. */
function scaled(text: string, scale: number): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const units = BigInt((match[2] ?? "0") + (match[3] ?? "").slice(0, scale).padEnd(scale, "0"));
  return match[1] === "-" ? -units : units;
}

const SCALE = 18;

/** Is `a` more than `b`? What is no number exceeds nothing. */
export function exceeds(a: string, b: string): boolean {
  const [x, y] = [scaled(a, SCALE), scaled(b, SCALE)];
  return x !== null && y !== null && x > y;
}

/** A quantity cut down to whole lots: never more than was asked. */
export function downToLot(value: number, decimals: number): string {
  if (!Number.isFinite(value) || value <= 0) return "";
  const unit = 10 ** decimals;
  return (Math.floor(value * unit + 1e-9) / unit).toFixed(decimals);
}
