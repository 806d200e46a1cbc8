import type { ReactNode } from "react";
import { Figure } from "./Figure";
import { formatDecimal } from "./formatNumber";
import { useLocale } from "./LocaleContext";

interface AmountProps {
  /** Decimal text, or a number for statistics. */
  value: string | number | null | undefined;
  /** From tick (prices) or lot (quantities); never guessed from the value. */
  decimals: number;
  unit?: ReactNode;
  className?: string;
  testId?: string;
}

/** A quantity, price or sum of money without a direction. */
export function Amount({ value, decimals, unit, className, testId }: AmountProps) {
  const text = formatDecimal(value, decimals, useLocale());
  return <Figure raw={value} text={text} unit={unit} className={className} testId={testId} />;
}
