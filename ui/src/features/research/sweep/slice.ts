import type { Grid, Metric } from "./grid";

/** Two axes of a sweep laid out as a map, the others held where the cross stands. */
export interface Slice {
  /** Axis across and axis up; up is -1 where there is one axis only. */
  x: number;
  y: number;
  columns: number;
  rows: number;
  /** Of the map's cell in the grid; the first row is the lowest. */
  indices: Int32Array;
}

export function sliceOf(grid: Grid, x: number, y: number, cross: readonly number[]): Slice {
  const columns = grid.axes[x]?.values.length ?? 1;
  const rows = grid.axes[y]?.values.length ?? 1;
  const indices = new Int32Array(columns * rows);
  const at = [...cross];
  for (let row = 0; row < rows; row++) {
    if (y >= 0) at[y] = row;
    for (let column = 0; column < columns; column++) {
      at[x] = column;
      indices[row * columns + column] = grid.indexOf(at);
    }
  }
  return { x, y, columns, rows, indices };
}

/** The pairs of axes that can be laid out. */
export function pairsOf(axes: number): [number, number][] {
  if (axes < 2) return [[0, -1]];
  const pairs: [number, number][] = [];
  for (let x = 0; x < axes; x++) for (let y = x + 1; y < axes; y++) pairs.push([x, y]);
  return pairs;
}

/** A metric over the map; `NaN` where there is no figure. */
export function valuesOn(grid: Grid, slice: Slice, metric: Metric): Float64Array {
  return Float64Array.from(slice.indices, (index) => grid.value(metric, index));
}

/** The cell beside another one, held at the edges. */
export function stepFrom(slice: Slice, cell: number, across: number, up: number): number {
  const column = Math.min(slice.columns - 1, Math.max(0, (cell % slice.columns) + across));
  const row = Math.min(slice.rows - 1, Math.max(0, Math.floor(cell / slice.columns) + up));
  return row * slice.columns + column;
}

/** The cell under a point of the map, both from 0 to 1 and the second downwards. */
export function cellAt(slice: Slice, across: number, down: number): number | null {
  if (!(across >= 0 && across < 1 && down >= 0 && down < 1)) return null;
  const row = slice.rows - 1 - Math.floor(down * slice.rows);
  return row * slice.columns + Math.floor(across * slice.columns);
}

/** Its positions on all axes. */
export function positionOn(slice: Slice, cell: number, cross: readonly number[]): number[] {
  const at = [...cross];
  at[slice.x] = cell % slice.columns;
  if (slice.y >= 0) at[slice.y] = Math.floor(cell / slice.columns);
  return at;
}
