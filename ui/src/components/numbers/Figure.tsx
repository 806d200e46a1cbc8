import type { ReactNode } from "react";
import { rawNumber } from "./formatNumber";

interface FigureProps {
  /** What a copy of the element takes. */
  raw: string | number | null | undefined;
  text: string;
  unit?: ReactNode;
  className?: string;
  testId?: string;
}

/** One figure: tabular, never wrapped, and a copy gives the raw number. */
export function Figure({ raw, text, unit, className = "", testId }: FigureProps) {
  return (
    <span
      className={`whitespace-nowrap ${className}`}
      data-raw={raw == null ? undefined : rawNumber(raw)}
      data-testid={testId}
      onCopy={(event) => {
        if (raw == null || window.getSelection()?.toString().trim() !== text.trim()) return;
        event.preventDefault();
        event.clipboardData.setData("text/plain", rawNumber(raw));
      }}
    >
      {text}
      {unit != null && <span className="font-normal text-muted-foreground"> {unit}</span>}
    </span>
  );
}
