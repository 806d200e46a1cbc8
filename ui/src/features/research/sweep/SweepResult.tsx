import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StrategySchema } from "~/backend/bindings";
import { Segmented } from "~/components/fields/Segmented";
import { useKeptWalk } from "../walk/keptWalk";
import { WalkPeek } from "../walk/WalkPeek";
import { walks } from "../walk/walkForm";
import { BestTable } from "./BestTable";
import { CellPanel } from "./CellPanel";
import { MapPanel } from "./MapPanel";
import { OverfittingMeter } from "./OverfittingMeter";
import type { Sight } from "./SweepDesk";
import { SweepDoubts } from "./SweepDoubts";

interface SweepResultProps {
  sight: Sight;
  schema: StrategySchema | null;
  cross: readonly number[];
  onCross: (at: readonly number[]) => void;
  onBacktest: () => void;
}

/** The map, the cell under the cross, and how far to trust the best of it all. */
export function SweepResult({ sight, schema, cross, onCross, onBacktest }: SweepResultProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<"cell" | "best">("cell");
  const { view, grid } = sight;
  const walked = useKeptWalk();
  const sameSweep = walked !== null && walks(walked.request, sight.request);
  const choice = (
    <Segmented
      label={t("research.sweep.cells")}
      segments={[
        { id: "cell", label: t("research.sweep.oneCell") },
        { id: "best", label: t("research.sweep.bestOf"), disabled: view === null },
      ]}
      value={shown}
      onChange={setShown}
      testId="sweep-below"
    />
  );
  return (
    <>
      <div
        className="flex min-h-0 min-w-0 flex-col gap-px overflow-auto bg-border"
        data-scrolls=""
        data-testid="sweep-result"
        data-sweep={view?.id}
        data-complete={view?.complete}
      >
        <MapPanel sight={sight} schema={schema} cross={cross} onCross={onCross} />
        <section className="flex h-52 shrink-0 flex-col bg-card" aria-label={t("research.sweep.cells")}>
          {shown === "best" && view ? (
            <>
              <div className="flex min-h-10 shrink-0 items-center px-3">{choice}</div>
              <div className="min-h-0 flex-1">
                <BestTable
                  view={view}
                  schema={schema}
                  selected={grid.indexOf(cross)}
                  onSelect={(index) => onCross(grid.positionOf(index))}
                />
              </div>
            </>
          ) : (
            <CellPanel sight={sight} schema={schema} cross={cross} head={choice} onBacktest={onBacktest} />
          )}
        </section>
      </div>
      <div className="flex min-h-0 min-w-0 flex-col gap-px overflow-auto bg-border" data-scrolls="">
        <OverfittingMeter view={view} />
        {walked && sameSweep && <WalkPeek view={walked} />}
        <SweepDoubts sight={sight} />
      </div>
    </>
  );
}
