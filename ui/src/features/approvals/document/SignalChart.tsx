import { useQuery } from "@tanstack/react-query";
import { Crosshair } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { fetchCandles } from "~/backend/binary";
import { CandleChart } from "~/components/charts/CandleChart";
import type { CandleChartHandle } from "~/components/charts/candleChartProps";
import { Chip } from "~/components/chip/Chip";
import { formatTime, zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Approval } from "../approval";
import type { Steps } from "../useSteps";
import { chartedTimeframe, timeframeMs, useLevels } from "./signalLevels";

const CANDLES = 96;
/** Of what came after the signal, so much is shown beside it. */
const AFTER = 8;

/** The market as it was at the signal, with what is proposed on it. */
export function SignalChart({ approval: a, steps }: { approval: Approval; steps: Steps }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const chart = useRef<CandleChartHandle>(null);
  const timeframe = chartedTimeframe(a);
  const before = a.as_of_ms + (1 + AFTER) * timeframeMs(timeframe);
  const { data, isError } = useQuery({
    queryKey: ["series", "signal", a.id],
    queryFn: () => fetchCandles({ instrument: a.instrument, timeframe, before_ms: before, limit: CANDLES }),
  });
  useEffect(() => {
    if (data) chart.current?.setData(data);
  }, [data]);
  const levels = useLevels(a, steps);
  const markers = useMemo(() => [{ id: "signal", timeMs: a.as_of_ms, kind: "signal" as const }], [a.as_of_ms]);
  const proposal = useMemo(() => {
    if (a.status !== "pending" || a.stop === null || a.target === null) return null;
    return { fromMs: a.as_of_ms, entry: Number(a.entry), stop: Number(a.stop), target: Number(a.target) };
  }, [a.status, a.as_of_ms, a.entry, a.stop, a.target]);
  if (isError || data?.timeMs.length === 0) {
    return (
      <p className="mx-5 rounded-md bg-muted px-3 py-2 text-xs text-muted-foreground" data-testid="approval-chart-none">
        {t("approvals.noChart", { symbol: a.instrument.symbol })}
      </p>
    );
  }
  return (
    <div className="relative max-h-[480px] min-h-[200px] flex-1 border-b">
      <div className="absolute inset-0">
        <CandleChart
          ref={chart}
          label={t("approvals.chart", { symbol: a.instrument.symbol })}
          decimals={steps.price}
          levels={levels}
          markers={markers}
          proposal={proposal}
          testId="approval-chart"
        />
      </div>
      <Chip className="absolute bottom-9 left-3">
        <Crosshair size={12} aria-hidden="true" />
        {t("approvals.signalOn", { time: `${formatTime(a.as_of_ms, "dateTime", locale)} ${zoneLabel(locale)}` })}
      </Chip>
    </div>
  );
}
