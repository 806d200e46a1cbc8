import type { SweepRequest, SweepView } from "~/backend/bindings";

/** What a sweep does to the outside. */
export interface SweepWatch {
  begin: (request: SweepRequest) => void;
  rows: (columns: readonly Float64Array[]) => void;
  end: (view: SweepView) => void;
  failed: (thrown: unknown) => void;
}

type Start = (request: SweepRequest, onRows: SweepWatch["rows"]) => Promise<SweepView>;

/**
 * One sweep at a time. Another one asked for meanwhile cancels it and starts as soon as it is gone; of several only the
 * last. Nothing of a cancelled one is heard any more once another one waits.
 */
export class SweepRunner {
  private running = false;
  private current: SweepRequest | null = null;
  private next: SweepRequest | null = null;

  constructor(
    private readonly start: Start,
    private readonly cancel: () => Promise<unknown>,
    private readonly watch: SweepWatch,
  ) {}

  run(request: SweepRequest): void {
    if (!this.running) {
      void this.go(request);
      return;
    }
    const asked = this.next !== null;
    this.next = request;
    if (!asked) this.cancelNow();
  }

  /** Ends what runs and what waits. */
  stop(): void {
    this.next = null;
    if (this.running) this.cancelNow();
  }

  private cancelNow(): void {
    // its own answer says how it ended
    this.cancel().catch(() => undefined);
  }

  private async go(first: SweepRequest): Promise<void> {
    this.running = true;
    for (let request: SweepRequest | null = first; request; ) {
      const mine = request;
      this.current = mine;
      this.watch.begin(mine);
      // rows may arrive after the answer, and after another sweep began
      const wanted = () => this.current === mine && this.next === null;
      try {
        const view = await this.start(mine, (columns) => wanted() && this.watch.rows(columns));
        if (wanted()) this.watch.end(view);
      } catch (thrown) {
        if (wanted()) this.watch.failed(thrown);
      }
      request = this.next;
      this.next = null;
    }
    this.running = false;
  }
}
