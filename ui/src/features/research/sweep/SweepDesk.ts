import { commands, type SweepRequest, type SweepView } from "~/backend/bindings";
import { fetchSweepRows, resumeSweep, runSweep } from "~/backend/sweep";
import { Grid } from "./grid";
import { SweepRunner } from "./SweepRunner";

/** The sweep on the map: what was asked, the rows so far, and its figures once it ended. */
export interface Sight {
  request: SweepRequest;
  grid: Grid;
  view: SweepView | null;
}

/** A sweep to run: anew, or what a stopped one left. */
interface Job {
  request: SweepRequest;
  rest: { id: string; grid: Grid } | null;
}

export interface SweepState {
  /** The last one asked for or shown. */
  asked: SweepRequest | null;
  sight: Sight | null;
  /** Asked for and not ended; its map may still be that of the one before. */
  running: Sight | null;
  failure: unknown;
}

/** The sweeps of one window. It outlives the screen: a sweep goes on while another place is looked at. */
export class SweepDesk {
  private state: SweepState = { asked: null, sight: null, running: null, failure: null };
  private live: Sight | null = null;
  private drawing = false;
  private readonly listeners = new Set<() => void>();
  private readonly runner: SweepRunner<Job>;

  /** `kept` is told when there is one more to be listed. */
  constructor(kept: () => void) {
    const start = ({ request, rest }: Job, onRows: (columns: readonly Float64Array[]) => void) =>
      rest ? resumeSweep(rest.id, onRows) : runSweep(request, onRows);
    this.runner = new SweepRunner<Job>(start, commands.cancelSweep, {
      begin: (job) => this.begin(job),
      rows: (columns) => this.rows(columns),
      end: (view) => {
        this.end(view);
        kept();
      },
      failed: (failure) => this.set({ running: null, failure }),
    });
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = () => this.state;

  readonly run = (request: SweepRequest) => this.runner.run({ request, rest: null });

  /** Goes on with the one in sight, where it was stopped. */
  readonly resume = () => {
    const { sight, running } = this.state;
    if (running || !sight?.view || sight.view.complete) return;
    this.runner.run({ request: sight.request, rest: { id: sight.view.id, grid: sight.grid } });
  };

  readonly stop = () => this.runner.stop();

  /** A kept one, with all its rows. */
  readonly show = async (view: SweepView) => {
    try {
      const grid = new Grid(view.request.axes);
      grid.add(await fetchSweepRows(view.id));
      if (this.state.running) return;
      closeWhenTried(grid, view);
      this.live = null;
      this.set({ asked: view.request, sight: { request: view.request, grid, view }, failure: null });
    } catch (failure) {
      this.set({ failure });
    }
  };

  private begin({ request, rest }: Job): void {
    this.live = { request, grid: rest?.grid ?? new Grid(request.axes), view: null };
    this.set({ asked: request, running: this.live, failure: null });
  }

  private rows(columns: readonly Float64Array[]): void {
    this.live?.grid.add(columns);
    if (this.drawing) return;
    // many rows arrive between two frames; they are shown with the next
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      if (this.live) this.set({ sight: { ...this.live } });
    });
  }

  private end(view: SweepView): void {
    if (this.live) {
      closeWhenTried(this.live.grid, view);
      this.live = { ...this.live, view };
    }
    this.set({ running: null, sight: this.live });
  }

  private set(some: Partial<SweepState>): void {
    this.state = { ...this.state, ...some };
    for (const listener of this.listeners) listener();
  }
}

/** A sample of the cells leaves the others open, and so does a sweep that was stopped. */
function closeWhenTried(grid: Grid, { complete, request }: SweepView): void {
  if (complete && request.plan.kind === "grid") grid.close();
}
