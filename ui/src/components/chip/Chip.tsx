import type { ReactNode } from "react";

export type ChipTone =
  | "plain"
  | "outline"
  | "up"
  | "down"
  | "warn"
  | "destructive"
  | "signed"
  | "paper"
  | "live"
  | "stale";

const tones: Record<ChipTone, string> = {
  plain: "bg-secondary text-muted-foreground",
  outline: "text-muted-foreground inset-ring inset-ring-border-strong",
  up: "bg-up-wash text-up",
  down: "bg-down-wash text-down",
  warn: "bg-warn-wash text-warn",
  destructive: "bg-destructive-wash text-destructive",
  signed: "bg-signed-wash text-signed",
  paper: "bg-paper-wash text-paper",
  live: "bg-live text-live-foreground font-semibold tracking-[0.04em]",
  stale: "hatch-chip text-stale",
};

interface ChipProps {
  tone?: ChipTone;
  children: ReactNode;
  className?: string;
  testId?: string;
}

/** A small fact beside a name. A `warn` chip must hold a triangle icon: its colour is too near to `down` for some eyes. */
export function Chip({ tone = "plain", children, className = "", testId }: ChipProps) {
  return (
    <span
      data-testid={testId}
      className={`chip inline-flex min-h-[18px] items-center gap-1 rounded-[3px] px-1.5 text-2xs font-medium whitespace-nowrap ${tones[tone]} ${className}`}
    >
      {children}
    </span>
  );
}
