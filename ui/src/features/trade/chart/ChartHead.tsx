import { Sparkles, Table2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { InstrumentId, Timeframe } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { IconButton } from "~/components/button/IconButton";
import { Chip } from "~/components/chip/Chip";
import { Segmented } from "~/components/fields/Segmented";
import { openDialog } from "~/components/overlay/openDialog";
import { venueName } from "~/components/words/venueName";
import { useTrade } from "../market/TradeContext";
import { useRole } from "../market/useRole";
import { IndicatorChooser } from "./IndicatorChooser";
import { SymbolMenu } from "./SymbolMenu";
import type { useIndicatorChoice } from "./useIndicatorChoice";

interface ChartHeadProps {
  choice: ReturnType<typeof useIndicatorChoice>;
  log: boolean;
  onLog: () => void;
  table: boolean;
  onTable: () => void;
  onSelect: (id: InstrumentId) => void;
  onTimeframe: (timeframe: Timeframe) => void;
}

/** "1m 5m 15m 1h 4h 1d" of what the market offers; the others stand in the address and the keys. */
const SHOWN: readonly Timeframe[] = ["1m", "5m", "15m", "1h", "4h", "1d"];

export function ChartHead({ choice, log, onLog, table, onTable, onSelect, onTimeframe }: ChartHeadProps) {
  const { t } = useTranslation();
  const { instrument, timeframe } = useTrade();
  const { mayTrade } = useRole();
  const shown = instrument.timeframes.filter((f) => SHOWN.includes(f) || f === timeframe);
  return (
    <header className="@container flex min-h-(--panel-head) shrink-0 flex-wrap items-center gap-x-1 border-b px-(--pad-x) text-xs">
      <SymbolMenu onSelect={onSelect} />
      <span className="whitespace-nowrap text-muted-foreground" data-testid="chart-venue">
        {venueName(instrument.id.venue, t("shell.builtin"))}
      </span>
      {!instrument.live && <Chip testId="chart-recorded">{t("trade.recorded")}</Chip>}
      <Segmented
        label={t("trade.timeframe")}
        segments={shown.map((f) => ({ id: f, label: f }))}
        value={timeframe}
        onChange={onTimeframe}
        testId="chart-timeframe"
      />
      <IndicatorChooser known={choice.known} chosen={choice.chosen} onAdd={choice.add} onRemove={choice.remove} />
      <span className="flex-1" />
      {mayTrade && (
        <Button
          onPress={() => openDialog("analyse", { venue: instrument.id.venue, symbol: instrument.id.symbol, timeframe })}
          testId="chart-analyse"
        >
          <Sparkles size={14} aria-hidden="true" />
          <span className="@max-[600px]:sr-only">{t("trade.analyse")}</span>
        </Button>
      )}
      <Button
        kind="ghost"
        onPress={onLog}
        aria-pressed={log}
        className={`px-1.5! ${log ? "bg-accent text-foreground!" : ""}`}
        testId="chart-log"
      >
        Log
      </Button>
      <IconButton
        icon={Table2}
        label={t("trade.asTable")}
        onPress={onTable}
        aria-pressed={table}
        className={table ? "bg-accent text-foreground!" : ""}
        testId="chart-table-toggle"
      />
    </header>
  );
}
