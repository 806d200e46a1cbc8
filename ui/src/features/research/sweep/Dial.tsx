interface DialProps {
  /** What it measures, read aloud. */
  label: string;
  /** 0 to 1. */
  value: number;
  limit: number;
  limitText: string;
  /** At the two ends. */
  low: string;
  high?: string;
  tone: "bad" | "good";
}

const PARTS = 20;

/** A straight scale in twenty parts with a limit on it. The figure stands beside it in words. */
export function Dial({ label, value, limit, limitText, low, high, tone }: DialProps) {
  const late = limit > 0.8;
  return (
    <div className="pt-1.5">
      {/* biome-ignore lint/a11y/useSemanticElements: drawn in parts, which a meter element cannot be */}
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={Number(value.toFixed(3))}
        className="relative flex gap-0.5"
      >
        {Array.from({ length: PARTS }, (_, i) => {
          const on = i / PARTS < value;
          const fill = tone === "bad" ? "bg-down" : "bg-signed";
          return (
            <i
              key={i}
              className={`h-2.5 flex-1 rounded-[1px] ${on ? fill : "bg-accent"}`}
              style={on ? { opacity: 0.4 + (0.6 * i) / PARTS } : undefined}
            />
          );
        })}
        <i className="absolute -inset-y-1 w-0.5 -translate-x-1/2 bg-foreground" style={{ left: `${limit * 100}%` }} />
      </div>
      <div aria-hidden="true" className="mt-1 flex justify-between gap-2 text-2xs text-muted-foreground">
        <span>{low}</span>
        <span>{limitText}</span>
        {!late && <span>{high}</span>}
      </div>
    </div>
  );
}
