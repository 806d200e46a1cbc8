import type { ReactNode } from "react";
import type { Column } from "./column";
import { alignment } from "./TableHead";

interface TableRowProps<Row> {
  row: Row;
  id: string;
  columns: readonly Column<Row>[];
  selected: boolean;
  dim: boolean;
  onSelect?: (row: Row) => void;
  onMove: (id: string, by: number) => void;
  actions?: ReactNode;
  testId?: string;
}

/** Selected by click or with arrows; its actions show on hover and on focus. */
export function TableRow<Row>({
  row,
  id,
  columns,
  selected,
  dim,
  onSelect,
  onMove,
  actions,
  testId,
}: TableRowProps<Row>) {
  return (
    <tr
      data-row={id}
      data-testid={testId}
      aria-selected={onSelect ? selected : undefined}
      tabIndex={onSelect ? 0 : undefined}
      onClick={() => onSelect?.(row)}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (by) {
          event.preventDefault();
          onMove(id, by);
        } else if (event.key === "Enter") onSelect?.(row);
      }}
      className={`group h-row -outline-offset-2! ${selected ? "bg-accent" : ""} ${onSelect ? "hover:bg-muted" : ""} ${dim ? "text-stale" : ""}`}
    >
      {columns.map((c) => (
        <td
          key={c.id}
          className={`border-b border-border/55 px-2 whitespace-nowrap first:pl-(--pad-x) last:pr-(--pad-x) ${alignment[c.align ?? "left"]}`}
        >
          {c.cell ? c.cell(row) : c.value(row)}
        </td>
      ))}
      {actions !== undefined && (
        <td className="border-b border-border/55 pr-(--pad-x) pl-2 text-right whitespace-nowrap">
          <span className="inline-flex gap-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 group-aria-selected:opacity-100">
            {actions}
          </span>
        </td>
      )}
    </tr>
  );
}
