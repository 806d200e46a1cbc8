import type { ReactNode } from "react";

interface ReadoutProps {
  label: string;
  children: ReactNode;
  className?: string;
  testId?: string;
}

/** One figure of the top bar: its name above, its value and limit below. */
export function Readout({ label, children, className = "", testId }: ReadoutProps) {
  return (
    <div
      className={`flex shrink-0 flex-col justify-center border-r px-3.5 whitespace-nowrap ${className}`}
      data-testid={testId}
    >
      <span className="readout-label text-2xs text-subtle-foreground">{label}</span>
      <span className="flex items-center gap-2 readout-value text-sm font-medium">{children}</span>
    </div>
  );
}
