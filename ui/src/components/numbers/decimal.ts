/**
 * Decimal text in and out without passing through a binary number, so that what is shown is what is stored.
 * The text is `-?digits(.digits)?`, as the backend writes it; exponents and blanks are refused with `null`.
 */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

export interface Digits {
  negative: boolean;
  whole: string;
  fraction: string;
}

export function parseDecimal(value: string | number): Digits | null {
  const text = typeof value === "number" ? plain(value) : value;
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const whole = (match[2] ?? "0").replace(/^0+(?=\d)/, "");
  return { negative: match[1] === "-", whole, fraction: match[3] ?? "" };
}

/** Rounded half away from zero to so many decimals, padded with zeros. Minus zero becomes zero. */
export function roundDigits(d: Digits, decimals: number): Digits {
  const kept = d.fraction.slice(0, decimals).padEnd(decimals, "0");
  const up = (d.fraction[decimals] ?? "0") >= "5";
  const units = BigInt(d.whole + kept) + (up ? 1n : 0n);
  const text = units.toString().padStart(decimals + 1, "0");
  const cut = text.length - decimals;
  return { negative: d.negative && units !== 0n, whole: text.slice(0, cut), fraction: text.slice(cut) };
}

/** -1, 0 or 1, without rounding. */
export function signOf(value: string | number): -1 | 0 | 1 {
  const d = parseDecimal(value);
  if (!d || /^0*$/.test(d.whole + d.fraction)) return 0;
  return d.negative ? -1 : 1;
}

/** A finite number as decimal text without an exponent; anything else as an unreadable word. */
function plain(value: number): string {
  if (!Number.isFinite(value)) return "not a number";
  const text = String(value);
  if (!text.includes("e")) return text;
  return value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 });
}
