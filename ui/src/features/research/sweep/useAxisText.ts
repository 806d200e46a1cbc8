import { useMemo } from "react";
import type { StrategySchema, SweepAxis } from "~/backend/bindings";
import { formatFigure } from "~/components/numbers/formatFigure";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useStrategyText } from "~/components/words/useStrategyText";
import { clean } from "./axes";

/** The swept parameters in words, and their values as the form shows them. */
export function useAxisText({ axes }: { axes: readonly SweepAxis[] }, schema: StrategySchema | null) {
  const locale = useLocale();
  const say = useStrategyText();
  return useMemo(() => {
    const isFraction = (axis: number) => schema?.params.find((p) => p.name === axes[axis]?.name)?.unit === "fraction";
    return {
      name: (axis: number) => say.param(axes[axis]?.name ?? ""),
      value: (axis: number, value: number | undefined) =>
        formatFigure(value !== undefined && isFraction(axis) ? clean(value * 100) : value, locale),
    };
  }, [axes, schema, say, locale]);
}
