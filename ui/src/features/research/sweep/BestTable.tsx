import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { StrategySchema, SweepRow, SweepView } from "~/backend/bindings";
import { Amount } from "~/components/numbers/Amount";
import { Percent } from "~/components/numbers/Percent";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";
import { useAxisText } from "./useAxisText";

interface BestTableProps {
  view: SweepView;
  schema: StrategySchema | null;
  /** The cell under the cross. */
  selected: number;
  onSelect: (index: number) => void;
}

const bySharpe = { id: "sharpe", desc: true };
const idOf = (row: SweepRow) => String(row.index);

/** The hundred best. A row chosen moves the cross. */
export function BestTable({ view, schema, selected, onSelect }: BestTableProps) {
  const { t } = useTranslation();
  const { name, value } = useAxisText(view.request, schema);
  const columns = useMemo<Column<SweepRow>[]>(
    () => [
      ...view.request.axes.map(
        (axis, i): Column<SweepRow> => ({
          id: axis.name,
          head: name(i),
          value: (r) => r.params[i],
          cell: (r) => value(i, r.params[i] ?? 0),
          align: "right",
        }),
      ),
      { id: "sharpe", head: t("research.sharpe"), value: (r) => r.sharpe, cell: (r) => <Amount value={r.sharpe} decimals={2} />, align: "right" }, // biome-ignore format: one column a line
      { id: "return", head: t("research.return"), value: (r) => r.total_return, cell: (r) => <Percent value={r.total_return} change />, align: "right" }, // biome-ignore format: one column a line
      { id: "drawdown", head: t("research.maxDrawdown"), value: (r) => r.max_drawdown, cell: (r) => <Percent value={-r.max_drawdown} />, align: "right" }, // biome-ignore format: one column a line
      { id: "trades", head: t("research.trades"), value: (r) => r.trades, cell: (r) => <Amount value={r.trades} decimals={0} />, align: "right" }, // biome-ignore format: one column a line
    ],
    [view, name, value, t],
  );
  return (
    <Table
      key={view.id}
      label={t("research.sweep.bestOf")}
      columns={columns}
      rows={view.best}
      rowId={idOf}
      sort={bySharpe}
      selected={String(selected)}
      onSelect={(row) => onSelect(row.index)}
      rowTestId={(r) => `sweep-best-${idOf(r)}`}
      testId="sweep-best"
    />
  );
}
