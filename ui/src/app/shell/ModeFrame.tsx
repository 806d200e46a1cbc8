import { type ReactNode, useEffect } from "react";

interface ModeFrameProps {
  mode: "paper" | "live";
  children: ReactNode;
}

/** The edge round the whole window, and the grid of bars within it. */
export function ModeFrame({ mode, children }: ModeFrameProps) {
  useEffect(() => {
    // On the document, so that what opens above the frame (dialogs, menus) knows the mode as well.
    document.documentElement.dataset.mode = mode;
    document.title = `Countersign · ${mode === "live" ? "LIVE" : "PAPER"}`;
  }, [mode]);
  return (
    <div className="grid h-full grid-cols-[var(--rail)_minmax(0,1fr)] grid-rows-[var(--topbar)_minmax(0,1fr)_var(--statusbar)] p-(--edge)">
      {children}
      <div className="mode-edge" aria-hidden="true" data-testid="mode-edge" data-mode={mode} />
    </div>
  );
}
