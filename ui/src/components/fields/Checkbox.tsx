import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";

interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
  disabled?: boolean;
  testId?: string;
}

export function Checkbox({ checked, onChange, children, disabled, testId }: CheckboxProps) {
  return (
    <AriaCheckbox
      isSelected={checked}
      onChange={onChange}
      isDisabled={disabled}
      data-testid={testId}
      className="group inline-flex min-h-6 cursor-default items-center gap-1.5 text-xs disabled:text-subtle-foreground"
    >
      <span className="grid size-3.5 shrink-0 place-items-center rounded-[3px] border border-input text-primary-foreground group-selected:border-primary group-selected:bg-primary group-focus-visible:outline-2 group-focus-visible:outline-offset-2 group-focus-visible:outline-ring">
        {checked && <Check size={11} strokeWidth={3} aria-hidden="true" />}
      </span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}
