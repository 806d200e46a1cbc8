const widths = [
  [92, 46, 58, 52],
  [78, 46, 58, 44],
  [64, 46, 58, 52],
];

/** Where rows will stand. Shown from 150 ms of waiting on, and it does not move. */
export function Skeleton({ rows = 7 }: { rows?: number }) {
  return (
    <div className="py-1.5" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-[30px] items-center justify-between px-3">
          {widths[row % 3]?.map((width, column) => (
            <i key={column} className="block h-2.5 rounded-[3px] bg-muted" style={{ width }} />
          ))}
        </div>
      ))}
    </div>
  );
}
