/** What stands out on a map: the highest cell, the best neighbourhood, and the cell that stands alone. */
export interface Landscape {
  /** Cells by their place on the map, row by row from the lowest. */
  best: { cell: number; value: number } | null;
  /** The middle of nine cells with the best mean. */
  plateau: { cell: number; mean: number } | null;
  /** High, and far above what lies round it. */
  spike: { cell: number; value: number; around: number } | null;
}

/** Where only few of the nine have a figure, a mean of them is no neighbourhood. */
const LEAST_OF_NINE = 6;
const LEAST_OF_THREE = 2;
/** A spike is one of the highest tenth, and stands out by this part of what the best has over the middle one. */
const HIGH = 0.9;
const OUT = 0.15;

/** The mean of a cell and what touches it, corners too; how many of them have a figure. */
export function neighbourhood(values: Float64Array, columns: number, cell: number): { mean: number; count: number } {
  const rows = Math.floor(values.length / columns);
  const [column, row] = [cell % columns, Math.floor(cell / columns)];
  let sum = 0;
  let count = 0;
  for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
    for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
      const value = values[r * columns + c] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
  }
  return { mean: count > 0 ? sum / count : Number.NaN, count };
}

/** Higher is better in `values`. */
export function landscapeOf(values: Float64Array, columns: number): Landscape {
  const rows = Math.floor(values.length / columns);
  const least = rows > 1 ? LEAST_OF_NINE : LEAST_OF_THREE;
  // a block at the edge would have fewer cells to fail in
  const whole = (cell: number) => inner(cell % columns, columns) && inner(Math.floor(cell / columns), rows);
  const high = quantile(values, HIGH);
  const found: Landscape = { best: null, plateau: null, spike: null };
  for (const [cell, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    if (!found.best || value > found.best.value) found.best = { cell, value };
    const { mean, count } = neighbourhood(values, columns, cell);
    if (count < least) continue;
    if (whole(cell) && (!found.plateau || mean > found.plateau.mean)) found.plateau = { cell, mean };
    if (value < high) continue;
    if (value - mean > (found.spike ? found.spike.value - found.spike.around : 0))
      found.spike = { cell, value, around: mean };
  }
  const over = ((found.best?.value ?? 0) - quantile(values, 0.5)) * OUT;
  if (found.spike && found.spike.value - found.spike.around < over) found.spike = null;
  return found;
}

const inner = (at: number, count: number) => count < 3 || (at > 0 && at < count - 1);

/** Of the values that are numbers; `NaN` where there are none. */
export function quantile(values: Float64Array, part: number): number {
  const sorted = values.filter((v) => !Number.isNaN(v)).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
