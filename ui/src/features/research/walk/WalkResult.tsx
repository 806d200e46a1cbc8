import { useState } from "react";
import type { StrategySchema, WalkForwardView } from "~/backend/bindings";
import { WalkCurve } from "./WalkCurve";
import { WalkTrust } from "./WalkTrust";
import { WindowBars } from "./WindowBars";
import { WindowTable } from "./WindowTable";

interface WalkResultProps {
  view: WalkForwardView;
  schema: StrategySchema | null;
}

/** The windows as bars, as a curve and as a table; one chosen in any of them is marked in all. */
export function WalkResult({ view, schema }: WalkResultProps) {
  const [selected, select] = useState<number | null>(null);
  return (
    <>
      <div
        className="flex min-h-0 min-w-0 flex-col gap-px overflow-auto bg-border"
        data-scrolls=""
        data-testid="walk-result"
        data-walk={view.id}
      >
        <WindowBars view={view} selected={selected} onSelect={select} />
        <WalkCurve view={view} selected={selected} />
        <WindowTable view={view} schema={schema} selected={selected} onSelect={select} />
      </div>
      <WalkTrust view={view} />
    </>
  );
}
