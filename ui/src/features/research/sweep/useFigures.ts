import { useMemo } from "react";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Metric } from "./grid";

/** How each figure of a cell is written; a dash where it is undefined. */
export function useFigures() {
  const locale = useLocale();
  return useMemo(() => {
    const percent = (value: number, decimals: number, signed = false) =>
      formatPercent(value, Math.abs(value) >= 10 ? 0 : decimals, locale, signed ? "always" : "negative");
    const figures: Record<Metric, (value: number) => string> = {
      sharpe: (v) => formatDecimal(v, 2, locale),
      return: (v) => percent(v, 1, true),
      drawdown: (v) => percent(-v, 1),
      trades: (v) => formatDecimal(v, 0, locale),
    };
    return { ...figures, percent, count: figures.trades };
  }, [locale]);
}
