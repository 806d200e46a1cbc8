const DIVERGING = ["n4", "n3", "n2", "n1", "0", "p1", "p2", "p3", "p4"];
const COUNT = [0, 1, 2, 3, 4, 5];

interface HeatLegendProps {
  kind: "diverging" | "count";
  limit: number;
  format: (value: number) => string;
}

export function HeatLegend({ kind, limit, format }: HeatLegendProps) {
  const steps = kind === "count" ? COUNT.map((n) => `--seq-${n}`) : DIVERGING.map((n) => `--heat-${n}`);
  return (
    <span className="flex items-center gap-1.5">
      <span>{format(kind === "count" ? 0 : -limit)}</span>
      <span className="flex" aria-hidden="true">
        {steps.map((name) => (
          <i key={name} className="block h-2 w-3.5" style={{ background: `var(${name})` }} />
        ))}
      </span>
      <span>{format(limit)}</span>
    </span>
  );
}
