import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Metric } from "./grid";
import { heatScale } from "./heatScale";
import { type Landscape, landscapeOf } from "./landscape";
import type { MapMark } from "./MapMarks";
import type { Sight } from "./SweepDesk";
import { sliceOf, valuesOn } from "./slice";
import { useFigures } from "./useFigures";

/** While rows arrive, what stands out is looked for on maps up to this size only. */
const LIVE_LANDSCAPE = 40_000;
const nothing: Landscape = { best: null, plateau: null, spike: null };

/** The slice in sight, its values and colours, and what stands out on it. */
export function useMap(sight: Sight, metric: Metric, x: number, y: number, cross: readonly number[]) {
  const { t } = useTranslation();
  const figures = useFigures();
  const { grid } = sight;
  // what lies across and up does not depend on where the cross stands on those two axes
  const held = cross.map((at, i) => (i === x || i === y ? 0 : at)).join(",");
  const slice = useMemo(() => sliceOf(grid, x, y, held.split(",").map(Number)), [grid, x, y, held]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new sight is the same grid with more rows
  const values = useMemo(() => valuesOn(grid, slice, metric), [sight, grid, slice, metric]);
  const scale = useMemo(() => heatScale(metric, values), [metric, values]);
  const landscape = useMemo(() => {
    if (metric === "trades" || (sight.view === null && values.length > LIVE_LANDSCAPE)) return nothing;
    return landscapeOf(metric === "drawdown" ? values.map((v) => -v) : values, slice.columns);
  }, [metric, values, slice, sight.view]);
  const marks = useMemo(() => {
    const say = (merit: number) => figures[metric](metric === "drawdown" ? -merit : merit);
    const { best, plateau, spike } = landscape;
    const found: MapMark[] = [];
    if (best) found.push({ id: "best", cell: best.cell, round: 0, text: t("research.sweep.best", { value: say(best.value) }) }); // biome-ignore format: one mark a line
    if (plateau) found.push({ id: "plateau", cell: plateau.cell, round: 1, text: t("research.sweep.plateau", { value: say(plateau.mean) }) }); // biome-ignore format: one mark a line
    if (spike && spike.cell !== best?.cell)
      found.push({
        id: "spike",
        cell: spike.cell,
        round: 0,
        text: t("research.sweep.spike", { value: say(spike.value), around: say(spike.around) }),
      });
    return found;
  }, [landscape, figures, metric, t]);
  return { slice, values, scale, marks, landscape };
}
