import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { InstrumentId, OrderView, Timeframe } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import type { CandleChartHandle } from "~/components/charts/candleChartProps";
import { Chip } from "~/components/chip/Chip";
import { openDialog } from "~/components/overlay/openDialog";
import { Empty } from "~/components/panel/Empty";
import { useApprovals } from "../approval/useApprovals";
import { ChartBody } from "../chart/ChartBody";
import { OrderLine } from "../dock/OrderLine";
import { useTrade } from "../market/TradeContext";
import { useRole } from "../market/useRole";
import { SimpleApproval } from "./SimpleApproval";
import { SimpleHead } from "./SimpleHead";
import { SimpleHoldings } from "./SimpleHoldings";

interface SimpleTradeProps {
  onSelect: (id: InstrumentId) => void;
  onTimeframe: (timeframe: Timeframe) => void;
}

const none: readonly [] = [];

/** Two of nine panels and one recommendation; the same engine, limits and gesture. */
export function SimpleTrade({ onSelect, onTimeframe }: SimpleTradeProps) {
  const { t } = useTranslation();
  const chart = useRef<CandleChartHandle>(null);
  const { instrument, timeframe } = useTrade();
  const { mayTrade } = useRole();
  const { approvals } = useApprovals();
  const [done, setDone] = useState<OrderView | null>(null);
  const current = approvals[0];
  const { venue, symbol } = instrument.id;
  return (
    <div
      className="grid h-full grid-cols-[minmax(0,1fr)_372px] grid-rows-[minmax(0,1fr)_minmax(132px,auto)] gap-px bg-border"
      data-testid="trade-simple"
    >
      <section aria-label={t("trade.chartOf", { symbol, timeframe })} className="flex min-h-0 min-w-0 flex-col bg-card">
        <SimpleHead onSelect={onSelect} onTimeframe={onTimeframe} />
        <ChartBody chart={chart} chosen={none} lines={none} log={false} table={false} bare />
      </section>
      <aside
        aria-label={t("trade.waitingForYou")}
        className="row-span-2 flex min-h-0 flex-col gap-3.5 overflow-y-auto bg-card px-5 py-4"
        data-scrolls=""
      >
        <div className="flex items-center text-xs">
          <h2 className="flex-1 font-semibold">{t("trade.waitingForYou")}</h2>
          {approvals.length > 0 && <Chip tone="signed">{t("trade.oneOf", { n: 1, count: approvals.length })}</Chip>}
        </div>
        {done && <OrderLine order={done} onClose={() => setDone(null)} testId="approval-order" />}
        {current ? (
          <SimpleApproval key={current.id} approval={current} onExecuted={setDone} />
        ) : (
          <Empty
            title={t("trade.nothingWaits")}
            signatureLine
            action={
              mayTrade && (
                <Button onPress={() => openDialog("analyse", { venue, symbol, timeframe })} testId="approvals-analyse">
                  {t("trade.analyse")}
                </Button>
              )
            }
          />
        )}
      </aside>
      <SimpleHoldings />
    </div>
  );
}
