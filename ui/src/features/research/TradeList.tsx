import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { BacktestView, TradeView } from "~/backend/bindings";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatDuration, zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Locale } from "~/components/numbers/locale";
import { Percent } from "~/components/numbers/Percent";
import { Time } from "~/components/numbers/Time";
import { Empty } from "~/components/panel/Empty";
import { CsvButton } from "~/components/table/CsvButton";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";

interface TradeListProps {
  run: BacktestView;
  selected: string | null;
  onSelect: (trade: TradeView) => void;
}

export const tradeId = (trade: TradeView) => `${trade.entry_index}`;
const DAY_MS = 86_400_000;

/** Days with a tenth, to stand in a narrow column; below a day hours and minutes. */
export function heldText(ms: number, locale: Locale): string {
  if (ms < DAY_MS) return formatDuration(ms, locale);
  return `${formatDecimal(ms / DAY_MS, 1, locale)} ${locale.units.d}`;
}

const worstFirst = { id: "return", desc: false };

/** Every trade, the worst first: a loss explains more than a gain. */
export function TradeList({ run, selected, onSelect }: TradeListProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const columns = useMemo<Column<TradeView>[]>(
    () => [
      {
        id: "entry",
        head: `${t("research.entry")} ${zoneLabel(locale)}`,
        value: (r) => r.entry_ms,
        cell: (r) => <Time ms={r.entry_ms} style="date" zone={false} />,
      },
      {
        id: "held",
        head: t("research.held"),
        value: (r) => r.exit_ms - r.entry_ms,
        cell: (r) => heldText(r.exit_ms - r.entry_ms, locale),
        align: "right",
      },
      {
        id: "return",
        head: t("research.tradeReturn"),
        value: (r) => r.return,
        cell: (r) => <Percent value={r.return} change />,
        align: "right",
      },
    ],
    [t, locale],
  );
  return (
    <section className="flex min-h-40 flex-1 flex-col bg-card" aria-label={t("research.exportKind.trades")}>
      <header className="flex min-h-8 shrink-0 items-center gap-2 px-3 text-xs">
        <h2 className="font-semibold">{t("research.exportKind.trades")}</h2>
        <span className="text-muted-foreground">{t("research.worstFirst")}</span>
        <span className="flex-1" />
        <CsvButton columns={columns} rows={run.trades} testId="research-trades-csv" />
      </header>
      <div className="min-h-0 flex-1">
        <Table
          key={run.id}
          label={t("research.exportKind.trades")}
          columns={columns}
          rows={run.trades}
          rowId={tradeId}
          sort={worstFirst}
          selected={selected}
          onSelect={onSelect}
          rowTestId={(r) => `research-trade-${tradeId(r)}`}
          empty={<Empty title={t("research.noTrades")} />}
          testId="research-trades"
        />
      </div>
    </section>
  );
}
