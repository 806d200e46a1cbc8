import { parseDecimal } from "./decimal";
import { formatDecimal, NONE } from "./formatNumber";
import type { Locale } from "./locale";

/** A model's figure whose scale is not known beforehand: two decimals from 100 up, four digits below, none trailing. */
export function formatFigure(value: number | null | undefined, locale: Locale): string {
  if (value == null || !Number.isFinite(value)) return NONE;
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const text = value.toFixed(Math.min(12, Math.max(2, 3 - magnitude)));
  const fraction = parseDecimal(text)?.fraction.replace(/0+$/, "") ?? "";
  return formatDecimal(text, fraction.length, locale);
}
