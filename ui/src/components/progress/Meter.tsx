/** Yellow from two thirds of the limit, red at it. */
export function meterTone(value: number, limit: number): "calm" | "warn" | "over" {
  if (limit <= 0 || value >= limit) return "over";
  return value >= (limit * 2) / 3 ? "warn" : "calm";
}

const fill = { calm: "fill-muted-foreground", warn: "fill-warn", over: "fill-destructive" };

interface MeterProps {
  value: number;
  limit: number;
  width?: number;
  className?: string;
}

/** The bar beside "3 of 10": the words carry the value, this only the feel of it. */
export function Meter({ value, limit, width = 44, className = "" }: MeterProps) {
  const share = limit > 0 ? Math.min(1, Math.max(0, value / limit)) : 1;
  return (
    <svg width={width} height={4} aria-hidden="true" className={`shrink-0 ${className}`}>
      <rect width={width} height={4} rx={2} className="meter-track fill-border-strong" />
      {share > 0 && (
        <rect width={Math.max(4, share * width)} height={4} rx={2} className={fill[meterTone(value, limit)]} />
      )}
    </svg>
  );
}
