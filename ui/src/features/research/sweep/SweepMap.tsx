import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from "react";
import type { Grid, Metric } from "./grid";
import type { HeatScale } from "./heatScale";
import { MapCanvas } from "./MapCanvas";
import { boxOf, type MapMark, MapMarks, placed } from "./MapMarks";
import { TicksAcross, TicksUp } from "./MapTicks";
import { cellAt, type Slice, stepFrom } from "./slice";
import { useSize } from "./useSize";

interface SweepMapProps {
  label: string;
  grid: Grid;
  slice: Slice;
  metric: Metric;
  values: Float64Array;
  scale: HeatScale;
  marks: readonly MapMark[];
  /** The map's cell under the cross. */
  cross: number;
  /** The labels along both axes. */
  across: readonly string[];
  up: readonly string[];
  /** The figures of a cell in a sentence. */
  describe: (cell: number) => string;
  onChoose: (cell: number) => void;
}

const moves: Record<string, [number, number]> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  PageUp: [0, 10],
  PageDown: [0, -10],
  Home: [Number.NEGATIVE_INFINITY, 0],
  End: [Number.POSITIVE_INFINITY, 0],
};

/** The map: hover or arrow keys read a cell, Enter or a click moves the cross to it. */
export function SweepMap(props: SweepMapProps) {
  const { grid, slice, values, scale, marks, cross, describe, onChoose } = props;
  const plot = useRef<HTMLDivElement>(null);
  const size = useSize(plot);
  const [cursor, setCursor] = useState<number | null>(null);
  const inside = cursor !== null && cursor < slice.indices.length ? cursor : null;
  // rows arrive between two renders: the values are new ones then
  const cells = useMemo(() => {
    const states = Uint8Array.from(slice.indices, (i) => (grid.has(i) ? (grid.isRefused(i) ? 2 : 1) : 0));
    return { columns: slice.columns, rows: slice.rows, values, states };
  }, [grid, slice, values]);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move) setCursor(stepFrom(slice, inside ?? cross, ...move));
    else if (event.key === "Enter" || event.key === " ") onChoose(inside ?? cross);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const under = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return cellAt(slice, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div
        className={`grid min-h-0 grid-cols-[auto_minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] ${slice.rows === 1 ? "h-24" : "flex-1"}`}
      >
        <TicksUp labels={props.up} length={size.height} />
        <div
          ref={plot}
          role="application"
          aria-label={props.label}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move a cell cursor in it
          tabIndex={0}
          onKeyDown={onKeyDown}
          onFocus={() => setCursor((now) => now ?? cross)}
          onPointerMove={(event) => setCursor(under(event))}
          onPointerLeave={() => setCursor(null)}
          onPointerDown={(event) => {
            const cell = under(event);
            if (cell !== null) onChoose(cell);
          }}
          className="relative min-h-0 cursor-crosshair"
          data-testid="sweep-map"
          data-metric={props.metric}
          data-cells={grid.done}
          data-cursor={inside ?? undefined}
          data-cross={cross}
        >
          <MapCanvas size={size} cells={cells} scale={scale} />
          <Cross box={boxOf(slice, size, cross)} />
          <MapMarks marks={marks} slice={slice} size={size} />
          {inside !== null && (
            <i
              aria-hidden="true"
              className="pointer-events-none absolute rounded-sm border-[1.5px] border-foreground outline outline-background"
              style={placed(boxOf(slice, size, inside))}
            />
          )}
        </div>
        <span />
        <TicksAcross labels={props.across} length={size.width} />
      </div>
      <p
        aria-live="polite"
        className="min-h-5 shrink-0 pt-1 text-xs"
        data-testid="sweep-map-cell"
        data-cell={inside ?? cross}
      >
        {describe(inside ?? cross)}
      </p>
    </div>
  );
}

/** Where the sliders stand: two lines over the whole map. */
function Cross({ box }: { box: ReturnType<typeof boxOf> }) {
  return (
    <div aria-hidden="true" className="pointer-events-none">
      <i className="absolute inset-y-0 w-px bg-primary/70" style={{ left: box.x + box.width / 2 }} />
      <i className="absolute inset-x-0 h-px bg-primary/70" style={{ top: box.y + box.height / 2 }} />
      <i className="absolute rounded-sm border-2 border-primary" style={placed(box)} />
    </div>
  );
}
