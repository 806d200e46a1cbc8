import type { ReactNode } from "react";

interface ScreenHeadProps {
  title: string;
  /** Beside the title: what the screen is about now. */
  aside?: ReactNode;
  /** Right end: search, choices, acts. */
  actions?: ReactNode;
}

/** The bar over a screen of several panels. */
export function ScreenHead({ title, aside, actions }: ScreenHeadProps) {
  return (
    <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b bg-card px-4 py-1.5">
      <h1 className="text-md font-semibold whitespace-nowrap">{title}</h1>
      {aside && <div className="min-w-0 text-xs text-muted-foreground">{aside}</div>}
      <span className="flex-1" />
      <div className="flex flex-wrap items-center gap-2">{actions}</div>
    </header>
  );
}
