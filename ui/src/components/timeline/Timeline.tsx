import type { ReactNode } from "react";

export interface TimelineEntry {
  id: string;
  /** "06:00:41.203", or "now". */
  time: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  aside?: ReactNode;
  /** `working` is open and last; `failed` is a cross. */
  state: "done" | "working" | "failed" | "warn";
  /** The raw message; the entry then opens. */
  raw?: string;
}

const dot = {
  done: "bg-signed border-signed",
  working: "border-signed bg-card",
  failed: "bg-destructive border-destructive rounded-none!",
  warn: "bg-warn border-warn rounded-none! rotate-45",
};

/** What has happened, oldest first. What has not happened is not drawn. */
export function Timeline({ entries, testId }: { entries: readonly TimelineEntry[]; testId?: string }) {
  return (
    <ol data-testid={testId} className="grid grid-cols-[auto_16px_minmax(0,1fr)] gap-x-2">
      {entries.map((e, i) => (
        <li key={e.id} data-state={e.state} className="col-span-3 grid grid-cols-subgrid text-xs">
          <span className="min-w-[68px] pt-px text-right text-muted-foreground">{e.time}</span>
          <span className="relative flex justify-center">
            {i < entries.length - 1 && <i className="absolute top-3 bottom-[-6px] w-px bg-border-strong" />}
            <i className={`relative mt-1 size-[9px] rounded-full border-2 ${dot[e.state]}`} />
          </span>
          <div className="pb-3">{e.raw ? <Opening entry={e} raw={e.raw} /> : <Head entry={e} />}</div>
        </li>
      ))}
    </ol>
  );
}

function Head({ entry: e }: { entry: TimelineEntry }) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2">
        <b className="text-sm font-semibold">{e.title}</b>
        <span className="flex-1" />
        {e.aside}
      </div>
      {e.detail && <div className="text-muted-foreground">{e.detail}</div>}
    </>
  );
}

/** The whole entry opens its raw message below it. */
function Opening({ entry, raw }: { entry: TimelineEntry; raw: string }) {
  return (
    <details className="group">
      <summary className="-mx-1 list-none rounded-sm px-1 hover:bg-accent [&::-webkit-details-marker]:hidden">
        <Head entry={entry} />
      </summary>
      <pre
        className="mt-1 overflow-x-auto rounded-sm bg-muted p-2 font-mono text-2xs break-all whitespace-pre-wrap"
        data-scrolls=""
      >
        {raw}
      </pre>
    </details>
  );
}
