import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BacktestView, TradeView } from "~/backend/bindings";
import { Segmented } from "~/components/fields/Segmented";
import { CurvePanel } from "./CurvePanel";
import { FigureStrip } from "./FigureStrip";
import { HeatPanel } from "./HeatPanel";
import { Histogram } from "./Histogram";
import { TradeChart } from "./TradeChart";
import { TradeList, tradeId } from "./TradeList";
import { TrustPanel } from "./TrustPanel";
import { Verdict } from "./Verdict";

interface RunViewProps {
  run: BacktestView;
  /** The strategy's name in words. */
  name: string;
  /** Of the market's prices. */
  decimals: number;
}

/** One run: what it came to, how, when, and how far to trust it. */
export function RunView({ run, name, decimals }: RunViewProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<"equity" | "price">("equity");
  const [trade, setTrade] = useState<TradeView | null>(null);
  const jump = (next: TradeView) => {
    setTrade(next);
    setView("price");
  };
  const head = (
    <Segmented
      label={t("research.chart")}
      segments={[
        { id: "equity", label: t("research.equity") },
        { id: "price", label: t("research.price") },
      ]}
      value={view}
      onChange={setView}
      testId="research-chart"
    />
  );
  return (
    <>
      <div
        className="flex min-h-0 min-w-0 flex-col gap-px overflow-auto bg-border"
        data-scrolls=""
        data-testid="research-result"
        data-run={run.id}
      >
        <FigureStrip run={run} />
        {run.verdict && <Verdict verdict={run.verdict} />}
        <div className="grid min-h-80 flex-1 grid-cols-[minmax(0,1fr)]">
          {view === "equity" ? (
            <CurvePanel run={run} name={name} head={head} />
          ) : (
            <TradeChart run={run} trade={trade} decimals={decimals} head={head} />
          )}
        </div>
        <div className="grid min-h-[236px] shrink-0 grid-cols-[minmax(0,5fr)_minmax(0,9fr)] gap-px">
          <Histogram run={run} />
          <HeatPanel run={run} />
        </div>
      </div>
      <div className="flex min-h-0 min-w-0 flex-col gap-px overflow-auto bg-border" data-scrolls="">
        <TrustPanel run={run} />
        <TradeList run={run} selected={trade && tradeId(trade)} onSelect={jump} />
      </div>
    </>
  );
}
