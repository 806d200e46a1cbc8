import { Figure } from "./Figure";
import { formatPercent } from "./formatNumber";
import { useLocale } from "./LocaleContext";
import { shownSign, tone } from "./Signed";

interface PercentProps {
  /** A fraction: 0.12 is 12 %. */
  value: number | null | undefined;
  decimals?: number;
  /** A change: signed and coloured. Without it a share or level. */
  change?: boolean;
  className?: string;
  testId?: string;
}

export function Percent({ value, decimals = 2, change, className = "", testId }: PercentProps) {
  const text = formatPercent(value, decimals, useLocale(), change ? "always" : "negative");
  const colour = change && value != null ? tone[shownSign(value * 100, decimals)] : "";
  return <Figure raw={value} text={text} className={`${className} ${colour}`} testId={testId} />;
}
