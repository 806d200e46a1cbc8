export interface Bin {
  from: number;
  to: number;
  count: number;
}

/** Bins from their edges; one edge more than counts. Edges that are not numbers end it: nothing is guessed. */
export function binsOf(edges: readonly (number | null)[], counts: readonly number[]): Bin[] {
  const bins: Bin[] = [];
  for (const [i, count] of counts.entries()) {
    const [from, to] = [edges[i], edges[i + 1]];
    if (from == null || to == null) break;
    bins.push({ from, to, count });
  }
  return bins;
}

/** Round figures at which an axis is labelled, at most `most` of them, within the ends. */
export function ticksOf(from: number, to: number, most: number): number[] {
  const span = to - from;
  if (!(span > 0) || most < 1) return [];
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough * (1 - 1e-9)) ?? 10 * power;
  const ticks: number[] = [];
  for (let n = Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-9; n++)
    ticks.push(Number((n * step).toPrecision(12)));
  return ticks;
}
