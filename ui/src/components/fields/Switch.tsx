import type { ReactNode } from "react";
import { Switch as AriaSwitch } from "react-aria-components";

interface SwitchProps {
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
  disabled?: boolean;
  testId?: string;
}

/** Takes effect at once; what needs a second step is a button. */
export function Switch({ on, onChange, children, disabled, testId }: SwitchProps) {
  return (
    <AriaSwitch
      isSelected={on}
      onChange={onChange}
      isDisabled={disabled}
      data-testid={testId}
      className="group inline-flex min-h-6 cursor-default items-start gap-3 text-sm disabled:text-subtle-foreground"
    >
      <span className="relative mt-0.5 h-4 w-7 shrink-0 rounded-full border border-input bg-muted group-selected:border-primary group-selected:bg-primary group-focus-visible:outline-2 group-focus-visible:outline-offset-2 group-focus-visible:outline-ring">
        <span className="absolute top-0.5 left-0.5 size-2.5 rounded-full bg-input transition-[left] duration-(--t-fast) group-selected:left-3.5 group-selected:bg-primary-foreground" />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  );
}
