import type { SweepView } from "~/backend/bindings";

/** What a sweep does to the outside; `Job` says which one. */
export interface SweepWatch<Job> {
  begin: (job: Job) => void;
  rows: (columns: readonly Float64Array[]) => void;
  end: (view: SweepView) => void;
  failed: (thrown: unknown) => void;
}

type Start<Job> = (job: Job, onRows: SweepWatch<Job>["rows"]) => Promise<SweepView>;

/**
 * One sweep at a time. Another one asked for meanwhile cancels it and starts as soon as it is gone; of several only the
 * last. Nothing of a cancelled one is heard any more once another one waits.
 */
export class SweepRunner<Job extends object> {
  private running = false;
  private current: Job | null = null;
  private next: Job | null = null;

  constructor(
    private readonly start: Start<Job>,
    private readonly cancel: () => Promise<unknown>,
    private readonly watch: SweepWatch<Job>,
  ) {}

  run(job: Job): void {
    if (!this.running) {
      void this.go(job);
      return;
    }
    const asked = this.next !== null;
    this.next = job;
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

  private async go(first: Job): Promise<void> {
    this.running = true;
    for (let job: Job | null = first; job; ) {
      const mine = job;
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
      job = this.next;
      this.next = null;
    }
    this.running = false;
  }
}
