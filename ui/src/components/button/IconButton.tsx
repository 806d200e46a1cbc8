import type { LucideIcon } from "lucide-react";
import { Button as AriaButton, type ButtonProps as AriaProps } from "react-aria-components";
import { Tip } from "../overlay/Tip";
import { buttonBase } from "./Button";

interface IconButtonProps extends Omit<AriaProps, "className" | "children" | "style"> {
  icon: LucideIcon;
  /** Read aloud and shown as a tip. */
  label: string;
  iconSize?: number;
  className?: string;
  testId?: string;
}

export function IconButton({ icon: Icon, label, iconSize = 16, className = "", testId, ...rest }: IconButtonProps) {
  return (
    <Tip text={label}>
      <AriaButton
        {...rest}
        aria-label={label}
        data-testid={testId}
        className={`${buttonBase} size-control border-transparent text-muted-foreground hover:bg-accent hover:text-foreground ${className}`}
      >
        <Icon size={iconSize} aria-hidden="true" />
      </AriaButton>
    </Tip>
  );
}
