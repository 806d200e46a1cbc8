/** Colour of a cell by how far its value lies from zero, in fourths of the largest distance. */
export type HeatClass = "n4" | "n3" | "n2" | "n1" | "0" | "p1" | "p2" | "p3" | "p4";

/** The most any cell lies from zero; both ends of the scale, so that zero stays in the middle. */
export function heatLimit(cells: readonly (readonly (number | null)[])[]): number {
  let limit = 0;
  for (const row of cells)
    for (const v of row) if (v !== null && Number.isFinite(v)) limit = Math.max(limit, Math.abs(v));
  return limit;
}

export function heatClass(value: number, limit: number): HeatClass {
  if (limit <= 0 || value === 0) return "0";
  const step = Math.min(4, Math.max(1, Math.ceil((Math.abs(value) / limit) * 4))) as 1 | 2 | 3 | 4;
  return value < 0 ? `n${step}` : `p${step}`;
}

/** Counts: 0, then fifths of the largest. */
export function countClass(value: number, limit: number): 0 | 1 | 2 | 3 | 4 | 5 {
  if (limit <= 0 || value <= 0) return 0;
  return Math.min(5, Math.max(1, Math.ceil((value / limit) * 5))) as 1 | 2 | 3 | 4 | 5;
}

export function cellColour(kind: "diverging" | "count", value: number, limit: number): string {
  return kind === "count" ? `var(--seq-${countClass(value, limit)})` : `var(--heat-${heatClass(value, limit)})`;
}
