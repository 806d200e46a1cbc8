import type { ReactNode } from "react";
import { Triangle } from "../marks/Triangle";
import { parseDecimal, roundDigits, signOf } from "./decimal";
import { Figure } from "./Figure";
import { formatDecimal } from "./formatNumber";
import { useLocale } from "./LocaleContext";

interface SignedProps {
  value: string | number | null | undefined;
  decimals: number;
  unit?: ReactNode;
  /** A triangle before the figure, for headlines; in a column of figures the sign is enough. */
  triangle?: boolean;
  className?: string;
  testId?: string;
}

/** A gain, loss or change: always signed, coloured by direction; zero has neither sign nor colour. */
export function Signed({ value, decimals, unit, triangle, className = "", testId }: SignedProps) {
  const direction = shownSign(value, decimals);
  const text = formatDecimal(value, decimals, useLocale(), "always");
  const figure = (
    <Figure raw={value} text={text} unit={unit} className={`${className} ${tone[direction]}`} testId={testId} />
  );
  if (!triangle || direction === 0) return figure;
  return (
    <span className={`inline-flex items-center gap-1 ${tone[direction]}`}>
      <Triangle up={direction > 0} />
      {figure}
    </span>
  );
}

/** The colour class of a direction. */
export const tone = { [-1]: "text-down", 0: "", 1: "text-up" } as const;

/** The sign of what is shown: −0.001 with two decimals shows as zero, so it is zero. */
export function shownSign(value: string | number | null | undefined, decimals: number): -1 | 0 | 1 {
  const digits = value == null ? null : parseDecimal(value);
  if (!digits) return 0;
  const r = roundDigits(digits, decimals);
  return signOf(`${r.negative ? "-" : ""}${r.whole}.${r.fraction || "0"}`);
}
