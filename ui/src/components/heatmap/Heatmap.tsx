import { type KeyboardEvent, useState } from "react";
import { weekdays } from "../numbers/formatTime";
import { useLocale } from "../numbers/LocaleContext";
import { HeatLegend } from "./HeatLegend";
import { cellColour, heatLimit } from "./heat";

interface HeatmapProps {
  label: string;
  /** Seven rows, Monday first; 24 columns, hour 0 first; `null` where there was nothing. */
  cells: readonly (readonly (number | null)[])[];
  /** `diverging` is centred on zero (returns; win rate less one half); `count` starts at zero. */
  kind: "diverging" | "count";
  /** Figure of a cell and of the legend's ends. */
  format: (value: number) => string;
  /** The sentence under the map for the cell in hand. */
  describe: (day: number, hour: number, value: number | null) => string;
  testId?: string;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const MOVES: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Weekday by hour. Hover or arrow keys read a cell; a loss carries a minus as well as its colour. */
export function Heatmap({ label, cells, kind, format, describe, testId }: HeatmapProps) {
  const locale = useLocale();
  const [[day, hour], setAt] = useState<[number, number]>([0, 0]);
  const [read, setRead] = useState(false);
  const days = weekdays(locale);
  const limit = heatLimit(cells);
  const take = (d: number, h: number) => {
    setAt([d, h]);
    setRead(true);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const [d, h] = [(day + move[0] + 7) % 7, (hour + move[1] + 24) % 24];
    take(d, h);
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${d}-${h}"]`)?.focus();
  };
  return (
    <div className="flex min-w-0 flex-col gap-1.5" data-testid={testId}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: read cell by cell, it is a grid
        role="grid"
        aria-label={label}
        onKeyDown={onKeyDown}
        className="w-full table-fixed border-separate border-spacing-0.5"
      >
        <tbody>
          {cells.map((row, d) => (
            <tr key={d}>
              <th scope="row" className="w-9 text-left text-2xs font-normal text-muted-foreground">
                {days[d]}
              </th>
              {HOURS.map((h) => {
                const value = row[h] ?? null;
                const here = d === day && h === hour;
                return (
                  <td
                    key={h}
                    data-cell={`${d}-${h}`}
                    tabIndex={here ? 0 : -1}
                    aria-label={describe(d, h, value)}
                    onFocus={() => take(d, h)}
                    onMouseEnter={() => take(d, h)}
                    className="h-[17px] rounded-[3px] text-center text-2xs leading-none! font-semibold -outline-offset-1!"
                    style={value === null ? undefined : { background: cellColour(kind, value, limit) }}
                  >
                    {value === null ? (
                      <i className="mx-auto block size-0.5 rounded-full bg-border-strong" />
                    ) : (
                      <Minus value={value} kind={kind} limit={limit} />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
          <tr>
            <td />
            {HOURS.map((h) => (
              <td key={h} className="text-center text-2xs text-muted-foreground">
                {h % 3 === 0 && String(h).padStart(2, "0")}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <div className="flex min-h-5 flex-wrap items-center justify-between gap-x-4 text-2xs text-muted-foreground">
        <HeatLegend kind={kind} limit={limit} format={format} />
        <span aria-live="polite" data-testid={testId && `${testId}-cell`}>
          {read && describe(day, hour, cells[day]?.[hour] ?? null)}
        </span>
      </div>
    </div>
  );
}

/** Strong cells take the ink that reads on them. */
function Minus({ value, kind, limit }: { value: number; kind: "diverging" | "count"; limit: number }) {
  if (kind === "count" || value >= 0) return null;
  const strong = Math.abs(value) / limit > 0.5;
  return <span className={strong ? "heat-ink-strong" : "heat-ink-weak"}>−</span>;
}
