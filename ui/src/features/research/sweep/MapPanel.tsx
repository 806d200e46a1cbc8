import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { StrategySchema } from "~/backend/bindings";
import { Segmented } from "~/components/fields/Segmented";
import { Select } from "~/components/fields/Select";
import type { Metric } from "./grid";
import { MapLegend } from "./MapLegend";
import type { Sight } from "./SweepDesk";
import { SweepMap } from "./SweepMap";
import { pairsOf, positionOn } from "./slice";
import { useAxisText } from "./useAxisText";
import { useFigures } from "./useFigures";
import { useMap } from "./useMap";

const metrics: readonly Metric[] = ["sharpe", "return", "drawdown", "trades"];

interface MapPanelProps {
  sight: Sight;
  schema: StrategySchema | null;
  /** Positions of the cross on all axes. */
  cross: readonly number[];
  onCross: (at: readonly number[]) => void;
}

/** Two of the swept parameters as a map, coloured by one figure. */
export function MapPanel({ sight, schema, cross, onCross }: MapPanelProps) {
  const { t } = useTranslation();
  const figures = useFigures();
  const [metric, setMetric] = useState<Metric>("sharpe");
  const [pair, setPair] = useState("0-1");
  const pairs = pairsOf(sight.request.axes.length);
  const [x, y] = pairs.find((p) => p.join("-") === pair) ?? pairs[0] ?? [0, -1];
  const { name, value } = useAxisText(sight.request, schema);
  const { slice, values, scale, marks } = useMap(sight, metric, x, y, cross);
  const format = figures[metric];
  const labels = (axis: number) => sight.request.axes[axis]?.values.map((v) => value(axis, v)) ?? [""];
  const describe = (cell: number) => {
    const index = slice.indices[cell] ?? 0;
    const at = sight.grid.positionOf(index);
    const where = sight.request.axes
      .map((axis, i) => `${name(i)} ${value(i, axis.values[at[i] ?? 0] ?? 0)}`)
      .join(", ");
    if (!sight.grid.has(index)) return t("research.sweep.cellOpen", { where });
    const found = sight.grid.cell(index);
    if (!found) return t("research.sweep.cellRefused", { where });
    return t("research.sweep.cellText", {
      where,
      sharpe: figures.sharpe(found.sharpe),
      return: figures.return(found.totalReturn),
      drawdown: figures.drawdown(found.maxDrawdown),
      trades: figures.trades(found.trades),
    });
  };
  const title = t(`research.sweep.metricTitle.${metric}`);
  const refused = useMemo(() => slice.indices.some((i) => sight.grid.isRefused(i)), [slice, sight]);
  return (
    <section className="flex min-h-72 min-w-0 flex-1 flex-col bg-card" aria-label={title} data-testid="sweep-map-panel">
      <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-1.5 text-xs">
        <h2 className="font-semibold">{title}</h2>
        <Segmented
          label={t("research.sweep.metric")}
          segments={metrics.map((id) => ({ id, label: t(`research.sweep.metricName.${id}`) }))}
          value={metric}
          onChange={setMetric}
          testId="sweep-metric"
        />
        {pairs.length > 1 && (
          <Select
            label={t("research.sweep.pair")}
            hideLabel
            options={pairs.map((p) => ({ id: p.join("-"), label: p.map(name).join(" / ") }))}
            value={`${x}-${y}`}
            onChange={setPair}
            className="w-48"
            testId="sweep-pair"
          />
        )}
        <span className="flex-1" />
        <MapLegend scale={scale} format={format} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col px-3 pt-3 pb-1.5">
        <SweepMap
          label={t("research.sweep.mapLabel", {
            metric: title,
            axes: [x, y]
              .filter((a) => a >= 0)
              .map(name)
              .join(", "),
          })}
          grid={sight.grid}
          slice={slice}
          metric={metric}
          values={values}
          scale={scale}
          marks={marks}
          cross={slice.indices.indexOf(sight.grid.indexOf(cross))}
          across={labels(x)}
          up={y >= 0 ? labels(y) : [""]}
          describe={describe}
          onChoose={(cell) => onCross(positionOn(slice, cell, cross))}
        />
        <p className="flex flex-wrap justify-between gap-x-4 text-2xs text-muted-foreground">
          <span>{t("research.sweep.acrossIs", { name: name(x) })}</span>
          <span>
            {y >= 0 && t("research.sweep.upIs", { name: name(y) })} {refused && t("research.sweep.dashIs")}
          </span>
        </p>
      </div>
    </section>
  );
}
