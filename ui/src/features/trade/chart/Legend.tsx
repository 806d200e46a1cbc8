import type { Bar } from "~/components/charts/candles";
import type { LineColour } from "~/components/charts/palette";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";

export interface LegendLine {
  id: string;
  label: string;
  colour: LineColour;
  value: number | null;
  decimals: number;
}

interface LegendProps {
  bar: Bar | null;
  decimals: number;
  lines: readonly LegendLine[];
}

const ink: Record<LineColour, string> = {
  "chart-1": "text-chart-1",
  "chart-2": "text-chart-2",
  "chart-3": "text-chart-3",
  "chart-4": "text-chart-4",
  "chart-5": "text-chart-5",
  up: "text-up",
  down: "text-down",
  signed: "text-signed",
  foreground: "text-foreground",
  "muted-foreground": "text-muted-foreground",
};

/** Open, high, low, close and the indicators of the candle under the crosshair, else of the last one. */
export function Legend({ bar, decimals, lines }: LegendProps) {
  const locale = useLocale();
  const price = (value: number | undefined) => formatDecimal(value ?? null, decimals, locale);
  const close = bar && bar.close < bar.open ? "text-down" : "text-up";
  return (
    <div
      className="pointer-events-none absolute top-1.5 left-3 z-10 flex max-w-[calc(100%-96px)] flex-wrap gap-x-2.5 text-2xs"
      data-testid="chart-legend"
    >
      {(["open", "high", "low", "close"] as const).map((name) => (
        <span key={name} className="whitespace-nowrap">
          <span className="text-subtle-foreground">{name.charAt(0).toUpperCase()}</span>{" "}
          <b className={`font-medium ${name === "close" ? close : ""}`}>{price(bar?.[name])}</b>
        </span>
      ))}
      {lines.map((l) => (
        <span key={l.id} className={`whitespace-nowrap ${ink[l.colour]}`}>
          {l.label} <b className="font-medium">{formatDecimal(l.value, l.decimals, locale)}</b>
        </span>
      ))}
    </div>
  );
}
