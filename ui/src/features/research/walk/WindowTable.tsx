import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { StrategySchema, WalkForwardView, WalkForwardWindow } from "~/backend/bindings";
import { Amount } from "~/components/numbers/Amount";
import { zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Percent } from "~/components/numbers/Percent";
import { Time } from "~/components/numbers/Time";
import { Empty } from "~/components/panel/Empty";
import { CsvButton } from "~/components/table/CsvButton";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";
import { useAxisText } from "../sweep/useAxisText";

interface WindowTableProps {
  view: WalkForwardView;
  schema: StrategySchema | null;
  selected: number | null;
  onSelect: (window: number) => void;
}

const idOf = (w: WalkForwardWindow) => String(w.test_start_ms);

/** Each window with what training chose and what it then did. */
export function WindowTable({ view, schema, selected, onSelect }: WindowTableProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { name, value } = useAxisText(view.request, schema);
  const columns = useMemo<Column<WalkForwardWindow>[]>(
    () => [
      { id: "from", head: `${t("research.walk.tradesFrom")} ${zoneLabel(locale)}`, value: (w) => w.test_start_ms, cell: (w) => <Time ms={w.test_start_ms} style="date" zone={false} /> }, // biome-ignore format: one column a line
      { id: "to", head: t("research.walk.until"), value: (w) => w.test_end_ms, cell: (w) => <Time ms={w.test_end_ms} style="date" zone={false} /> }, // biome-ignore format: one column a line
      ...view.request.axes.map(
        (axis, i): Column<WalkForwardWindow> => ({
          id: axis.name,
          head: name(i),
          value: (w) => w.params[i],
          cell: (w) => value(i, w.params[i]),
          align: "right",
        }),
      ),
      { id: "trained", head: t("research.walk.trainedSharpe"), value: (w) => w.in_sample?.sharpe, cell: (w) => <Amount value={w.in_sample?.sharpe} decimals={2} />, align: "right" }, // biome-ignore format: one column a line
      { id: "sharpe", head: t("research.walk.newSharpe"), value: (w) => w.out_of_sample.sharpe, cell: (w) => <Amount value={w.out_of_sample.sharpe} decimals={2} />, align: "right" }, // biome-ignore format: one column a line
      { id: "return", head: t("research.walk.newReturn"), value: (w) => w.out_of_sample.total_return, cell: (w) => <Percent value={w.out_of_sample.total_return} change />, align: "right" }, // biome-ignore format: one column a line
      { id: "trades", head: t("research.trades"), value: (w) => w.out_of_sample.trades, cell: (w) => <Amount value={w.out_of_sample.trades} decimals={0} />, align: "right" }, // biome-ignore format: one column a line
    ],
    [view, name, value, t, locale],
  );
  const chosen = selected === null ? null : view.windows[selected];
  return (
    <section className="flex min-h-48 flex-1 flex-col bg-card" aria-label={t("research.walk.table")}>
      <header className="flex min-h-8 shrink-0 items-center gap-2 px-3 text-xs">
        <h2 className="font-semibold">{t("research.walk.table")}</h2>
        <span className="flex-1" />
        <CsvButton columns={columns} rows={view.windows} testId="walk-csv" />
      </header>
      <div className="min-h-0 flex-1">
        <Table
          key={view.id}
          label={t("research.walk.table")}
          columns={columns}
          rows={view.windows}
          rowId={idOf}
          selected={chosen ? idOf(chosen) : null}
          onSelect={(w) => onSelect(view.windows.indexOf(w))}
          rowTestId={(w) => `walk-window-${view.windows.indexOf(w)}`}
          empty={<Empty title={t("research.walk.noWindows")} />}
          testId="walk-windows"
        />
      </div>
    </section>
  );
}
