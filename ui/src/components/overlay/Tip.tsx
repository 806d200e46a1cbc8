import type { ReactElement } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components";

interface TipProps {
  text: string;
  children: ReactElement;
}

/** A name for what has only a picture, after half a second or at once on keyboard focus. Never holds what one must know. */
export function Tip({ text, children }: TipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <Tooltip
        offset={6}
        className="max-w-72 rounded-md border border-border-strong bg-popover px-2 py-1 text-xs text-popover-foreground shadow-popover"
      >
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
