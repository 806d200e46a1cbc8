import type { ReactNode } from "react";

/** One column of a table. `value` is what is sorted and copied; `cell` is what is seen. */
export interface Column<Row> {
  id: string;
  head: ReactNode;
  /** Plain name, for the column chooser and the CSV's first line; `head` where that is text. */
  name?: string;
  value: (row: Row) => string | number | null | undefined;
  cell?: (row: Row) => ReactNode;
  /** Figures stand right. */
  align?: "left" | "right" | "center";
  /** CSS width, as "120px". Without it the column takes what it needs. */
  width?: string;
  /** Decimal text is compared as a number. */
  numeric?: boolean;
  sortable?: boolean;
}

export function columnName<Row>(column: Column<Row>): string {
  return column.name ?? (typeof column.head === "string" ? column.head : column.id);
}

/** Missing values come last, whatever the direction of the others. */
export function compareValues(
  a: string | number | null | undefined,
  b: string | number | null | undefined,
  numeric: boolean,
): number {
  if (a == null || b == null) return Number(a == null) - Number(b == null);
  if (numeric || (typeof a === "number" && typeof b === "number")) return Number(a) - Number(b);
  return String(a).localeCompare(String(b));
}
