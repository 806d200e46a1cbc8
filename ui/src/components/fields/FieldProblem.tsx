import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

interface FieldProblemProps {
  id?: string;
  children: ReactNode;
  testId?: string;
}

/** What is wrong, at the field it is wrong in: which value, which limit, what next. */
export function FieldProblem({ id, children, testId }: FieldProblemProps) {
  return (
    <p id={id} role="alert" data-testid={testId} className="mt-1 flex items-start gap-1.5 text-xs text-destructive">
      <CircleAlert size={14} aria-hidden="true" className="mt-px shrink-0" />
      <span>{children}</span>
    </p>
  );
}
