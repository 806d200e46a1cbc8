import type { Bar } from "./bars";

/** Training hollow, new data filled, on one line of zero. Fills its box, which is positioned. */
export function BarPair({ train, test }: { train: Bar; test: Bar }) {
  return (
    <>
      <i className="absolute inset-x-0 h-px bg-border-strong" style={{ bottom: `${train.zero * 100}%` }} />
      <i
        className="absolute left-[18%] w-[30%] border border-muted-foreground"
        style={{ bottom: `${train.from * 100}%`, height: `max(1px, ${train.height * 100}%)` }}
      />
      <i
        className={`absolute left-[52%] w-[30%] ${(test.value ?? 0) < 0 ? "bg-down-fill" : "bg-up-fill"}`}
        style={{ bottom: `${test.from * 100}%`, height: `max(1px, ${test.height * 100}%)` }}
      />
    </>
  );
}
