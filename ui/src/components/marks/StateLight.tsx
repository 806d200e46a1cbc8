/** A state as a shape as well as a colour: disc, ring, triangle (hollow: announced), square, cross. */
export function StateLight({ state, size = 8 }: { state: string; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 8 8" aria-hidden="true" className="shrink-0">
      {shape(state)}
    </svg>
  );
}

function shape(state: string) {
  switch (state) {
    case "up":
      return <circle cx={4} cy={4} r={3.5} className="fill-signed" />;
    case "connecting":
    case "syncing":
      return (
        <circle cx={4} cy={4} r={3} fill="none" strokeWidth={1.6} strokeDasharray="3 1.7" className="stroke-warn" />
      );
    case "recorded":
    case "off":
      return (
        <rect
          x={0.6}
          y={0.6}
          width={6.8}
          height={6.8}
          fill="none"
          strokeWidth={1.2}
          className="stroke-muted-foreground"
        />
      );
    case "down":
      return <path d="M1 1l6 6M7 1 1 7" strokeWidth={1.8} className="stroke-destructive" />;
    case "maintenance":
      return <path d="M4 1.2 7.1 7H.9Z" fill="none" strokeWidth={1.2} className="stroke-warn" />;
    default:
      return <path d="M4 .3 7.9 7.6H.1Z" className="fill-warn" />;
  }
}
