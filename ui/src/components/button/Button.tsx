import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaProps } from "react-aria-components";

export type ButtonKind = "primary" | "outline" | "secondary" | "ghost" | "destructive" | "destructiveFill" | "signed";

const kinds: Record<ButtonKind, string> = {
  primary: "bg-primary border-primary text-primary-foreground font-semibold hover:brightness-108",
  outline: "border-border-strong text-secondary-foreground hover:bg-accent",
  secondary: "bg-secondary border-border-strong text-secondary-foreground hover:bg-accent",
  ghost: "border-transparent text-muted-foreground hover:bg-accent hover:text-foreground",
  destructive: "border-destructive text-destructive hover:bg-destructive-wash",
  destructiveFill: "bg-destructive border-destructive text-destructive-foreground font-semibold hover:brightness-108",
  signed: "border-signed text-signed hover:bg-signed-wash",
};

const sizes = {
  small: "h-6 px-2 text-xs",
  normal: "h-control px-2.5 text-xs",
  large: "h-control-lg px-3 text-sm",
};

export const buttonBase =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap transition-[background-color,filter,color] duration-(--t-fast) ease-desk cursor-default disabled:border-dashed disabled:border-border-strong disabled:bg-transparent disabled:text-subtle-foreground disabled:font-medium pressed:brightness-92";

interface ButtonProps extends Omit<AriaProps, "className" | "children" | "style"> {
  /** `primary` is for the one act of the screen that commits. */
  kind?: ButtonKind;
  size?: keyof typeof sizes;
  className?: string;
  children: ReactNode;
  testId?: string;
}

/** Buttons of 36 px (`large`) for what moves money. A disabled one is dashed, and says on itself why. */
export function Button({ kind = "outline", size = "normal", className = "", testId, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} data-testid={testId} className={`${buttonBase} ${kinds[kind]} ${sizes[size]} ${className}`}>
      {children}
    </AriaButton>
  );
}
