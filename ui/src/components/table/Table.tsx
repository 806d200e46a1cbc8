import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Column } from "./column";
import { TableHead } from "./TableHead";
import { TableRow } from "./TableRow";
import { type Sort, useRows } from "./useRows";

interface TableProps<Row> {
  /** Read aloud: what the rows are. */
  label: string;
  /** Keep columns and rows stable between renders (module scope or useMemo). */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  sort?: Sort;
  selected?: string | null;
  onSelect?: (row: Row) => void;
  /** Buttons of a row: small, ghost. */
  actions?: (row: Row) => ReactNode;
  dim?: (row: Row) => boolean;
  /** Instead of rows. */
  empty?: ReactNode;
  rowTestId?: (row: Row) => string;
  testId?: string;
}

const VIRTUAL_FROM = 100;

/** Sticky head, sorting, one selected row, row actions; over a hundred rows only those in sight are drawn. Fills its box. */
export function Table<Row>(props: TableProps<Row>) {
  const { columns, rowId, selected, onSelect, actions, empty } = props;
  const { rows, sort, sortBy } = useRows(columns, props.rows, rowId, props.sort);
  const box = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(box);
  const virtual = rows.length > VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count: rows.length,
    enabled: virtual,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height makes the measures void
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const items = virtualizer.getVirtualItems();
  const from = virtual ? (items[0]?.index ?? 0) : 0;
  const to = virtual ? (items.at(-1)?.index ?? -1) + 1 : rows.length;
  const move = (id: string, by: number) => {
    const next = rows[rows.findIndex((r) => r.id === id) + by];
    if (!next) return;
    box.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(next.id)}"]`)?.focus();
    onSelect?.(next.original);
  };

  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div ref={box} className="h-full overflow-auto" data-scrolls="" data-testid={props.testId}>
      <table
        aria-label={props.label}
        aria-rowcount={rows.length}
        className="w-full border-separate border-spacing-0 text-xs"
      >
        <TableHead columns={columns} sort={sort} onSort={sortBy} actions={actions !== undefined} />
        <tbody>
          <Gap height={from * rowHeight} span={columns.length + 1} />
          {rows.slice(from, to).map(({ id, original }) => (
            <TableRow
              key={id}
              id={id}
              row={original}
              columns={columns}
              selected={id === selected}
              dim={props.dim?.(original) ?? false}
              onSelect={onSelect}
              onMove={move}
              actions={actions?.(original)}
              testId={props.rowTestId?.(original)}
            />
          ))}
          <Gap height={(rows.length - to) * rowHeight} span={columns.length + 1} />
        </tbody>
      </table>
    </div>
  );
}

function Gap({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td colSpan={span} style={{ height, padding: 0 }} />
    </tr>
  );
}

/** --row of the density in force. */
function useRowHeight(box: { current: HTMLElement | null }): number {
  const [height, setHeight] = useState(26);
  useEffect(() => {
    if (!box.current) return;
    const px = Number.parseFloat(getComputedStyle(box.current).getPropertyValue("--row"));
    if (px > 0) setHeight(px);
  }, [box]);
  return height;
}
