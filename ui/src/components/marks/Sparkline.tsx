import { tenths } from "./tenths";

interface SparklineProps {
  /** Oldest first. Fewer than two values draw nothing. */
  values: readonly number[];
  width?: number;
  height?: number;
  className?: string;
}

export function Sparkline({ values, width = 44, height = 20, className = "" }: SparklineProps) {
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className={className}>
      {values.length > 1 && (
        <path
          d={sparkPath(values, width, height)}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.25}
          strokeLinejoin="round"
        />
      )}
    </svg>
  );
}

/** Lowest value 1.5 px above the lower edge, highest 1.5 px below the upper. */
export function sparkPath(values: readonly number[], width: number, height: number): string {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const points = values.map((v, i) => {
    const x = (i / (values.length - 1)) * width;
    const y = height - 1.5 - ((v - low) / span) * (height - 3);
    return `${tenths(x)} ${tenths(y)}`;
  });
  return `M${points.join("L")}`;
}
