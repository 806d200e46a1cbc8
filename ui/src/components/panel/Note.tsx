import { CircleCheck, Info, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type NoteTone = "plain" | "warn" | "error" | "signed";

const tones: Record<NoteTone, { box: string; icon: string; Icon: LucideIcon }> = {
  plain: { box: "bg-muted text-muted-foreground", icon: "", Icon: Info },
  warn: { box: "bg-warn-wash text-foreground", icon: "text-warn", Icon: TriangleAlert },
  error: { box: "bg-destructive-wash text-foreground", icon: "text-destructive", Icon: OctagonAlert },
  signed: { box: "bg-signed-wash text-foreground", icon: "text-signed", Icon: CircleCheck },
};

interface NoteProps {
  tone?: NoteTone;
  icon?: LucideIcon;
  children: ReactNode;
  action?: ReactNode;
  className?: string;
  testId?: string;
}

/** A sentence in the place it concerns. Never a toast. */
export function Note({ tone = "plain", icon, children, action, className = "", testId }: NoteProps) {
  const { box, icon: colour, Icon } = { ...tones[tone], ...(icon ? { Icon: icon } : {}) };
  return (
    <div
      role={tone === "error" ? "alert" : undefined}
      data-testid={testId}
      className={`note flex items-start gap-2 rounded-md px-2.5 py-2 text-xs leading-[18px]! ${box} ${className}`}
    >
      <Icon size={16} aria-hidden="true" className={`mt-px shrink-0 ${colour}`} />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
