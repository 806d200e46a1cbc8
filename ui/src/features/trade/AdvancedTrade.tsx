import { useTranslation } from "react-i18next";
import type { InstrumentId, Timeframe } from "~/backend/bindings";
import { ApprovalsPanel } from "./approval/ApprovalsPanel";
import { BookPanel } from "./book/BookPanel";
import { ChartPanel } from "./chart/ChartPanel";
import { SideChart } from "./chart/SideChart";
import { Dock } from "./dock/Dock";
import { useWidth, type WidthClass } from "./market/useWidth";
import { TicketPanel } from "./ticket/TicketPanel";
import { Watchlist } from "./watch/Watchlist";
import { WatchStrip } from "./watch/WatchStrip";

interface AdvancedTradeProps {
  onSelect: (id: InstrumentId) => void;
  onTimeframe: (timeframe: Timeframe) => void;
}

/** Watchlist, chart, book, and at full height what one decides on; the dock below. */
const frames: Record<WidthClass, string> = {
  narrow: "grid-cols-[minmax(0,1fr)_216px_304px] grid-rows-[34px_minmax(0,1fr)_minmax(137px,20%)]",
  normal: "grid-cols-[214px_minmax(0,1fr)_216px_320px] grid-rows-[minmax(0,1fr)_minmax(137px,18%)]",
  wide: "grid-cols-[252px_minmax(0,1fr)_260px_372px] grid-rows-[minmax(0,1fr)_240px]",
};

export function AdvancedTrade({ onSelect, onTimeframe }: AdvancedTradeProps) {
  const { t } = useTranslation();
  const width = useWidth();
  const narrow = width === "narrow";
  return (
    <div className={`grid h-full gap-px bg-border ${frames[width]}`} data-testid="trade-screen" data-width={width}>
      {narrow ? (
        <div className="col-span-2 min-w-0">
          <WatchStrip onSelect={onSelect} />
        </div>
      ) : (
        <Watchlist onSelect={onSelect} />
      )}
      {narrow && <RightColumn label={t("trade.decide")} rows="row-span-3" />}
      {width === "wide" ? (
        <div className="flex min-h-0 min-w-0 flex-col gap-px">
          <div className="flex min-h-0 flex-[3] flex-col *:flex-1">
            <ChartPanel onSelect={onSelect} onTimeframe={onTimeframe} />
          </div>
          <div className="flex min-h-0 flex-[2] gap-px">
            <SideChart id="chart-second" first="4h" />
            <SideChart id="chart-third" first="1d" />
          </div>
        </div>
      ) : (
        <ChartPanel onSelect={onSelect} onTimeframe={onTimeframe} />
      )}
      <BookPanel />
      {!narrow && <RightColumn label={t("trade.decide")} rows="row-span-2" />}
      <div className={`min-h-0 min-w-0 ${narrow ? "col-span-2" : "col-span-3"}`}>
        <Dock wide={width === "wide"} />
      </div>
    </div>
  );
}

function RightColumn({ label, rows }: { label: string; rows: string }) {
  return (
    <aside
      aria-label={label}
      className={`flex min-h-0 min-w-0 flex-col gap-px overflow-y-auto bg-border ${rows}`}
      data-scrolls=""
    >
      <ApprovalsPanel />
      <TicketPanel />
    </aside>
  );
}
