import type { ReactNode } from "react";
import { Label, ProgressBar } from "react-aria-components";

interface ProgressProps {
  /** 0 to 1; `null` while the end is not known. */
  share: number | null;
  /** "3 104 000 of 4 790 000 candles": the figure, never a percentage alone. */
  label: ReactNode;
  tone?: "signed" | "warn" | "destructive";
  testId?: string;
}

const fill = { signed: "bg-signed", warn: "bg-warn", destructive: "bg-destructive" };

export function Progress({ share, label, tone = "signed", testId }: ProgressProps) {
  return (
    <ProgressBar value={(share ?? 0) * 100} isIndeterminate={share === null} data-testid={testId} className="text-xs">
      <Label className="mb-1.5 block font-medium">{label}</Label>
      <div className="h-1 overflow-hidden rounded-full bg-border-strong">
        <i
          className={`block h-full rounded-full ${fill[tone]} ${share === null ? "w-1/3 opacity-60" : ""}`}
          style={share === null ? undefined : { width: `${Math.min(1, share) * 100}%` }}
        />
      </div>
    </ProgressBar>
  );
}
