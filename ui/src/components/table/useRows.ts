import { createSortedRowModel, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { useMemo, useState } from "react";
import { type Column, compareValues } from "./column";

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

export interface Sort {
  id: string;
  desc: boolean;
}

/** The rows in the order of the chosen column. Without a choice they stay as they came. */
export function useRows<Row>(
  columns: readonly Column<Row>[],
  data: readonly Row[],
  rowId: (row: Row) => string,
  start?: Sort,
) {
  const [sorting, setSorting] = useState<Sort[]>(start ? [start] : []);
  const definitions = useMemo(
    () =>
      columns.map((c) => ({
        id: c.id,
        accessorFn: (row: Row) => c.value(row) ?? undefined,
        enableSorting: c.sortable !== false,
        sortUndefined: "last" as const,
        sortFn: (a: { original: Row }, b: { original: Row }) =>
          compareValues(c.value(a.original), c.value(b.original), c.numeric ?? c.align === "right"),
      })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions as never,
    data: data as never,
    getRowId: rowId as never,
    state: { sorting },
    onSortingChange: setSorting,
  });
  const rows = table.getRowModel().rows as unknown as { id: string; original: Row }[];

  /** Figures start with the largest, words with A; a third press gives the order they came in. */
  const sortBy = (column: Column<Row>) => {
    const first = (column.numeric ?? column.align === "right") === true;
    setSorting(([now]) => {
      if (now?.id !== column.id) return [{ id: column.id, desc: first }];
      return now.desc === first ? [{ id: column.id, desc: !first }] : [];
    });
  };
  return { rows, sort: sorting[0] ?? null, sortBy };
}
