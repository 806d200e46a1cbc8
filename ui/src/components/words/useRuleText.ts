import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatDecimal, formatPercent } from "../numbers/formatNumber";
import { formatAge } from "../numbers/formatTime";
import { useLocale } from "../numbers/LocaleContext";
import type { Locale } from "../numbers/locale";

type RuleUnit = "money" | "fraction" | "ms" | "plain";

const units: Record<string, RuleUnit> = {
  price_stale: "ms",
  price_collar: "fraction",
  daily_loss: "fraction",
  drawdown: "fraction",
  below_min_notional: "money",
  order_notional: "money",
  position_notional: "money",
  insufficient_balance: "money",
};

/** A rule's value or limit in its unit; what has no unit keeps the decimals it came with. */
export function ruleFigure(rule: string, value: string, locale: Locale): string {
  switch (units[rule]) {
    case "money":
      return formatDecimal(value, 2, locale);
    case "fraction":
      return formatPercent(Number(value), 2, locale);
    case "ms":
      return formatAge(Number(value), locale);
    default:
      return formatDecimal(value, value.split(".")[1]?.length ?? 0, locale);
  }
}

/** Names, figures and sentences of risk rules by their code. */
export function useRuleText() {
  const { t, i18n } = useTranslation();
  const locale = useLocale();
  return useMemo(() => {
    const figure = (rule: string, value: string) => ruleFigure(rule, value, locale);
    return {
      name: (rule: string) => (i18n.exists(`rules.${rule}`) ? t(`rules.${rule}` as "rules.tick") : rule),
      figure,
      /** What stands in the way, with value and limit; the backend's English where it has no translation. */
      sentence: (rule: string, value: string, limit: string, fallback: string) => {
        if (!i18n.exists(`errors.${rule}`)) return fallback;
        const named = value === "" ? {} : { value: figure(rule, value), limit: figure(rule, limit) };
        const text: string = t(`errors.${rule}` as "errors.unknown", { message: fallback, ...named });
        return text.includes("{{") ? fallback : text;
      },
    };
  }, [t, i18n, locale]);
}
