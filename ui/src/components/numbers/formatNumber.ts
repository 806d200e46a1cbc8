import { type Digits, parseDecimal, roundDigits } from "./decimal";
import { type Locale, MINUS, THIN } from "./locale";

export type Sign = "negative" | "always";

/** Shown where there is no value: the same width as a digit, so columns stay. */
export const NONE = "–";

/**
 * `decimals` come from tick and lot and are never trimmed. `always` puts a sign on everything but zero.
 */
export function formatDecimal(
  value: string | number | null | undefined,
  decimals: number,
  locale: Locale,
  sign: Sign = "negative",
): string {
  const parsed = value == null ? null : parseDecimal(value);
  if (!parsed) return NONE;
  const d = roundDigits(parsed, decimals);
  const body = grouped(d.whole, locale.group) + (decimals > 0 ? locale.decimal + d.fraction : "");
  return prefix(d, sign) + body;
}

export function formatPercent(
  fraction: number | null | undefined,
  decimals: number,
  locale: Locale,
  sign: Sign = "negative",
): string {
  if (fraction == null || !Number.isFinite(fraction)) return NONE;
  return `${formatDecimal(fraction * 100, decimals, locale, sign)}${THIN}%`;
}

/** The number a copy takes: point for decimals, hyphen for minus, nothing between thousands. */
export function rawNumber(value: string | number, decimals?: number): string {
  const parsed = parseDecimal(value);
  if (!parsed) return "";
  const d = decimals === undefined ? parsed : roundDigits(parsed, decimals);
  return (d.negative ? "-" : "") + d.whole + (d.fraction ? `.${d.fraction}` : "");
}

function prefix(d: Digits, sign: Sign): string {
  if (d.negative) return MINUS;
  const zero = /^0*$/.test(d.whole + d.fraction);
  return sign === "always" && !zero ? "+" : "";
}

function grouped(whole: string, group: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, group);
}
