import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { type BookRow, decimalsOfStep, stepsOf } from "./bookRows";
import { Tick } from "./Tick";

interface BookSideProps {
  side: "bid" | "ask";
  rows: readonly BookRow[];
  step: string;
  quantityDecimals: number;
  own: ReadonlySet<number>;
  onPick: (price: string) => void;
}

export const bookGrid = "grid grid-cols-[minmax(0,1fr)_62px_62px] pr-3 pl-3.5";

/** Asks stand best last, bids best first: both nearest to the middle. */
export function BookSide({ side, rows, step, quantityDecimals, own, onPick }: BookSideProps) {
  const locale = useLocale();
  const decimals = decimalsOfStep(step);
  const shown = side === "ask" ? [...rows].reverse() : rows;
  return (
    <div className="flex flex-col" data-testid={`book-${side}s`}>
      {shown.map((row) => (
        <button
          key={row.price}
          type="button"
          tabIndex={-1}
          onClick={() => onPick(row.price.toFixed(decimals))}
          className={`relative h-(--row-book) text-right text-xs leading-(--row-book)! hover:bg-muted ${bookGrid}`}
        >
          <i
            aria-hidden="true"
            className={`absolute top-0 right-0 bottom-px opacity-75 ${side === "ask" ? "bg-depth-ask" : "bg-depth-bid"}`}
            style={{ width: `${row.depth * 100}%` }}
          />
          {own.has(stepsOf(row.price, step)) && (
            <i
              aria-hidden="true"
              className="absolute top-[calc(50%-3px)] left-1 size-1.5 rotate-45 bg-foreground"
              data-testid="book-own"
            />
          )}
          <span className={`relative text-left ${side === "ask" ? "text-down" : "text-up"}`}>
            {formatDecimal(row.price, decimals, locale)}
          </span>
          <span className="relative">{formatDecimal(row.size, Math.min(4, quantityDecimals), locale)}</span>
          <span className="relative text-muted-foreground">{formatDecimal(row.sum, 3, locale)}</span>
          <Tick value={row.size} />
        </button>
      ))}
    </div>
  );
}
