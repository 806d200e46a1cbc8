import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Timeframe } from "~/backend/bindings";
import type { ChartLevel } from "~/components/charts/candleChartProps";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Approval } from "../approval";
import type { Steps } from "../useSteps";

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** "15m" is 900 000. */
export function timeframeMs(timeframe: Timeframe): number {
  return Number(timeframe.slice(0, -1)) * (UNITS[timeframe.slice(-1)] ?? 0);
}

/** The strategy's own timeframe; a manual order has none. */
export const chartedTimeframe = (a: Approval): Timeframe => a.timeframe ?? "1h";

/** Stop and target with their money, and the entry: unsigned until it is signed. */
export function useLevels(a: Approval, steps: Steps): ChartLevel[] {
  const { t } = useTranslation();
  const locale = useLocale();
  return useMemo(() => {
    const money = (value: string | null) => formatDecimal(value, steps.money, locale, "always");
    const levels: ChartLevel[] = [
      a.status === "pending"
        ? { id: "entry", price: Number(a.entry), kind: "unsigned", label: t("approvals.unsigned") }
        : { id: "entry", price: Number(a.entry), kind: "entry", label: t("approvals.entry") },
    ];
    if (a.stop !== null)
      levels.push({ id: "stop", price: Number(a.stop), kind: "down", label: t("approvals.stopLevel", { money: money(a.worst_loss) }) }); // biome-ignore format: one line
    if (a.target !== null)
      levels.push({ id: "target", price: Number(a.target), kind: "up", label: t("approvals.targetLevel", { money: money(a.gain) }) }); // biome-ignore format: one line
    return levels;
  }, [a.status, a.entry, a.stop, a.target, a.worst_loss, a.gain, steps.money, locale, t]);
}
