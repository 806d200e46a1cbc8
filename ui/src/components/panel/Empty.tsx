import { PenLine } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyProps {
  title: string;
  text?: ReactNode;
  /** One next action. */
  action?: ReactNode;
  /** A line waiting for a signature, where signatures will stand. */
  signatureLine?: boolean;
  testId?: string;
}

export function Empty({ title, text, action, signatureLine, testId }: EmptyProps) {
  return (
    <div data-testid={testId} className="flex h-full flex-col items-center justify-center gap-1.5 p-5 text-center">
      {signatureLine && (
        <div className="mb-3 flex h-8 w-52 items-end border-b border-input pb-1 text-subtle-foreground">
          <PenLine size={14} aria-hidden="true" />
        </div>
      )}
      <b className="text-sm font-semibold">{title}</b>
      {text && <div className="max-w-72 text-xs text-muted-foreground">{text}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
