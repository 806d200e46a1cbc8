import { formatDecimal } from "~/components/numbers/formatNumber";
import type { Locale } from "~/components/numbers/locale";

/** A round trip: tenths below ten milliseconds. */
export const formatLatency = (ms: number, locale: Locale) => `${formatDecimal(ms, ms < 10 ? 1 : 0, locale)} ms`;

/** The venue's clock less ours, with its sign. */
export const formatOffset = (ms: number, locale: Locale) => `${formatDecimal(ms, 0, locale, "always")} ms`;
