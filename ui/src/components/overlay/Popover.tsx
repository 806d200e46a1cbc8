import type { ReactElement, ReactNode } from "react";
import { Popover as AriaPopover, Dialog, DialogTrigger } from "react-aria-components";

interface PopoverProps {
  /** A Button or IconButton. */
  trigger: ReactElement;
  label: string;
  children: ReactNode | ((close: () => void) => ReactNode);
  placement?: "bottom start" | "bottom end" | "top start" | "top end";
  testId?: string;
}

export function Popover({ trigger, label, children, placement = "bottom start", testId }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover placement={placement} offset={4}>
        <Dialog
          aria-label={label}
          data-testid={testId}
          className="max-h-[80vh] max-w-[min(480px,90vw)] overflow-auto rounded-lg bg-popover p-3 text-popover-foreground shadow-popover outline-none"
        >
          {({ close }) => (typeof children === "function" ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
