import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { fetchCandles } from "~/backend/binary";
import type { InstrumentView, Timeframe } from "~/backend/bindings";
import { asDeskError, type DeskError } from "~/backend/deskError";
import type { CandleChartHandle } from "~/components/charts/candleChartProps";
import type { CandleColumns } from "~/components/charts/candles";
import { useFeed } from "../market/FeedContext";
import { lengthOf } from "../market/instrument";
import { prepend, withBar } from "./candleColumns";
import { runningBar } from "./runningBar";

const FIRST = 1500;
const MORE = 5000;

export type CandlesState = "loading" | "ready" | "empty" | "error";

export interface CandlesHandle {
  state: CandlesState;
  error: DeskError | null;
  columns: RefObject<CandleColumns | null>;
  /** Changes when the candles there are others: indicators are asked for again. */
  version: number;
  loadOlder: () => void;
  reload: () => void;
}

/** The candles of one market: the newest first, older ones as they are wanted, the running one from the stream. */
export function useCandles(
  chart: RefObject<CandleChartHandle | null>,
  instrument: InstrumentView,
  timeframe: Timeframe,
): CandlesHandle {
  const { venue, symbol } = instrument.id;
  const [state, setState] = useState<CandlesState>("loading");
  const [error, setError] = useState<DeskError | null>(null);
  const [version, setVersion] = useState(0);
  const [turn, setTurn] = useState(0);
  const columns = useRef<CandleColumns | null>(null);
  const older = useRef<{ busy: boolean; done: boolean }>({ busy: false, done: false });
  const feed = useFeed();

  const show = useCallback(
    (next: CandleColumns) => {
      columns.current = next;
      chart.current?.setData(next);
      setVersion((v) => v + 1);
    },
    [chart],
  );

  const query = useCallback(
    (before: number | null, limit: number) =>
      fetchCandles({ instrument: { venue, symbol }, timeframe, before_ms: before, limit }),
    [venue, symbol, timeframe],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn asks again
  useEffect(() => {
    let live = true;
    older.current = { busy: false, done: false };
    setState("loading");
    query(null, FIRST).then(
      (first) => {
        if (!live) return;
        show(first);
        chart.current?.showLatest();
        setState(first.timeMs.length > 0 ? "ready" : "empty");
      },
      (thrown) => {
        if (!live) return;
        const e = asDeskError(thrown);
        setError(e);
        setState(e.code === "no_candles" ? "empty" : "error");
      },
    );
    return () => {
      live = false;
      columns.current = null;
    };
  }, [query, show, chart, turn]);

  const loadOlder = useCallback(() => {
    const have = columns.current;
    const first = have?.timeMs[0];
    if (!have || first === undefined || older.current.busy || older.current.done) return;
    const mine = older.current;
    mine.busy = true;
    query(first, MORE).then(
      (more) => {
        mine.busy = false;
        if (mine !== older.current || !columns.current) return;
        mine.done = more.timeMs.length === 0;
        if (!mine.done) show(prepend(more, columns.current));
      },
      () => {
        mine.busy = false;
        mine.done = true; // what is there stays; a reload asks again
      },
    );
  }, [query, show]);

  const reload = useCallback(() => setTurn((n) => n + 1), []);

  useEffect(
    () =>
      feed.follow(() => {
        const have = columns.current;
        const now = have && runningBar(feed, have, timeframe);
        if (!have || !now) return;
        const last = have.timeMs.at(-1) ?? 0;
        if (now.timeMs > last + lengthOf(timeframe)) reload();
        else if (now.timeMs > last) show(withBar(have, now));
        else {
          columns.current = withBar(have, now);
          chart.current?.update(now);
        }
      }),
    [feed, chart, timeframe, show, reload],
  );

  return { state, error, columns, version, loadOlder, reload };
}
