import { type ReactNode, useId } from "react";
import { PanelBody } from "./PanelBody";
import type { PanelState } from "./panelState";

interface PanelProps {
  title: ReactNode;
  /** Beside the title: counts, chips, a grey note. */
  aside?: ReactNode;
  /** Right end of the head. */
  actions?: ReactNode;
  state?: PanelState;
  children?: ReactNode;
  /** Standing free on the page, with a border and round corners, instead of docked. */
  card?: boolean;
  className?: string;
  testId?: string;
}

/** Head and body. Docked panels are parted by the gap of the grid they stand in (1 px of --border). */
export function Panel({
  title,
  aside,
  actions,
  state = { kind: "ready" },
  children,
  card,
  className = "",
  testId,
}: PanelProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      data-testid={testId}
      data-state={state.kind}
      className={`relative flex min-h-0 min-w-0 flex-col overflow-hidden bg-card ${card ? "rounded-lg border" : ""} ${className}`}
    >
      <header className="flex h-(--panel-head) shrink-0 items-center gap-2 border-b px-(--pad-x) text-xs">
        <h2 id={id} className="font-semibold whitespace-nowrap">
          {title}
        </h2>
        {aside}
        <span className="flex-1" />
        {actions}
      </header>
      <PanelBody state={state}>{children}</PanelBody>
    </section>
  );
}
