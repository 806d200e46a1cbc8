/** State of a venue as a shape as well as a colour: disc, triangle, square, cross. */
export function VenueLight({ state }: { state: string }) {
  return (
    <svg width={8} height={8} viewBox="0 0 8 8" aria-hidden="true" className="shrink-0">
      {shape(state)}
    </svg>
  );
}

function shape(state: string) {
  switch (state) {
    case "up":
      return <circle cx={4} cy={4} r={3.5} className="fill-signed" />;
    case "recorded":
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
    default:
      return <path d="M4 .3 7.9 7.6H.1Z" className="fill-warn" />;
  }
}
