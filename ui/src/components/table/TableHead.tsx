import { Triangle } from "../marks/Triangle";
import type { Column } from "./column";
import type { Sort } from "./useRows";

interface TableHeadProps<Row> {
  columns: readonly Column<Row>[];
  sort: Sort | null;
  onSort: (column: Column<Row>) => void;
  actions: boolean;
}

export const alignment = { left: "text-left", right: "text-right", center: "text-center" } as const;

export function TableHead<Row>({ columns, sort, onSort, actions }: TableHeadProps<Row>) {
  return (
    <thead className="sticky top-0 z-10 bg-card">
      <tr>
        {columns.map((c) => {
          const sorted = sort?.id === c.id ? (sort.desc ? "descending" : "ascending") : undefined;
          return (
            <th
              key={c.id}
              scope="col"
              aria-sort={sorted}
              style={{ width: c.width }}
              className={`h-[26px] border-b px-2 text-2xs font-normal whitespace-nowrap first:pl-(--pad-x) last:pr-(--pad-x) ${alignment[c.align ?? "left"]} ${sorted ? "text-foreground" : "text-subtle-foreground"}`}
            >
              {c.sortable === false ? (
                c.head
              ) : (
                <button
                  type="button"
                  onClick={() => onSort(c)}
                  className="inline-flex min-h-6 items-center gap-1 hover:text-foreground"
                >
                  {c.head}
                  {sorted && <Triangle up={sorted === "ascending"} size={6} />}
                </button>
              )}
            </th>
          );
        })}
        {actions && <td className="w-0 border-b" />}
      </tr>
    </thead>
  );
}
