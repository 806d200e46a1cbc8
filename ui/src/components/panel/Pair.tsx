import type { ReactNode } from "react";

/** A value under its name, within a `dl`. */
export function Pair({ name, children, testId }: { name: string; children: ReactNode; testId?: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-2xs text-subtle-foreground">{name}</dt>
      <dd className="font-medium" data-testid={testId}>
        {children}
      </dd>
    </div>
  );
}
