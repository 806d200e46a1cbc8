interface TicksProps {
  /** As they are written. */
  labels: readonly string[];
  /** Pixels along the axis. */
  length: number;
}

const ACROSS = 44;
const UP = 24;

/** So many cells from one label to the next that they do not touch. */
const strideOf = (count: number, length: number, each: number) =>
  Math.max(1, Math.ceil((count * each) / Math.max(length, each)));

export function TicksAcross({ labels, length }: TicksProps) {
  const stride = strideOf(labels.length, length, ACROSS);
  return (
    <div aria-hidden="true" className="relative h-5 text-2xs text-muted-foreground">
      {labels.map((label, i) =>
        i % stride === 0 ? (
          <span
            key={label}
            className="absolute top-1 -translate-x-1/2 whitespace-nowrap"
            style={{ left: `${((i + 0.5) / labels.length) * 100}%` }}
          >
            {label}
          </span>
        ) : null,
      )}
    </div>
  );
}

/** The first label is the lowest. */
export function TicksUp({ labels, length }: TicksProps) {
  const stride = strideOf(labels.length, length, UP);
  return (
    <div aria-hidden="true" className="relative text-2xs text-muted-foreground">
      <span className="invisible block h-0 pr-2 pl-1">
        {labels.reduce((a, b) => (b.length > a.length ? b : a), "")}
      </span>
      {labels.map((label, i) =>
        i % stride === 0 ? (
          <span
            key={label}
            className="absolute right-2 translate-y-1/2 whitespace-nowrap"
            style={{ bottom: `${((i + 0.5) / labels.length) * 100}%` }}
          >
            {label}
          </span>
        ) : null,
      )}
    </div>
  );
}
