import { useTranslation } from "react-i18next";
import type { HeatScale } from "./heatScale";

interface MapLegendProps {
  scale: HeatScale;
  format: (value: number) => string;
}

/** The colours from one end to the other, and what the ends mean. */
export function MapLegend({ scale, format }: MapLegendProps) {
  const { t } = useTranslation();
  const [low, high] = [format(scale.low), format(scale.high)];
  return (
    <span className="flex items-center gap-1.5 text-2xs text-muted-foreground" data-testid="sweep-legend">
      <span>{scale.under ? t("research.sweep.orLess", { value: low }) : low}</span>
      <span className="flex gap-px" aria-hidden="true">
        {scale.tokens.map((token) => (
          <i key={token} className="block h-2 w-4" style={{ background: `var(--${token})` }} />
        ))}
      </span>
      <span>{scale.over ? t("research.sweep.orMore", { value: high }) : high}</span>
    </span>
  );
}
