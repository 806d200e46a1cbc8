import { FlaskConical } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { StrategySchema } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Amount } from "~/components/numbers/Amount";
import { Percent } from "~/components/numbers/Percent";
import { CellCurve } from "./CellCurve";
import type { Cell } from "./grid";
import { FEWEST_TRADES } from "./judgement";
import { neighbourhood } from "./landscape";
import type { Sight } from "./SweepDesk";
import { sliceOf, valuesOn } from "./slice";
import { useAxisText } from "./useAxisText";

interface CellPanelProps {
  sight: Sight;
  schema: StrategySchema | null;
  cross: readonly number[];
  /** What else can be shown here. */
  head: ReactNode;
  onBacktest: () => void;
}

/** The cell under the cross beside doing nothing, and the way to its whole backtest. */
export function CellPanel({ sight, schema, cross, head, onBacktest }: CellPanelProps) {
  const { t } = useTranslation();
  const { value } = useAxisText(sight.request, schema);
  const index = sight.grid.indexOf(cross);
  const cell = sight.grid.cell(index);
  const where = sight.request.axes.map((axis, i) => value(i, axis.values[cross[i] ?? 0] ?? 0)).join(" / ");
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-auto" data-scrolls="" data-testid="sweep-cell">
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5 text-xs">
        {head}
        <b className="font-semibold" data-testid="sweep-cell-name">
          {t("research.sweep.cell", { where })}
        </b>
        {cell && cell.trades < FEWEST_TRADES && (
          <span className="text-warn" data-testid="sweep-cell-few">
            {t("research.sweep.fewTrades", { count: cell.trades, minimum: FEWEST_TRADES })}
          </span>
        )}
        <span className="flex-1" />
        <Button onPress={onBacktest} isDisabled={!cell} testId="sweep-backtest">
          <FlaskConical size={14} aria-hidden="true" />
          {t("research.sweep.backtest")}
        </Button>
      </div>
      {cell ? (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1.3fr)_minmax(0,0.8fr)_minmax(0,1fr)] gap-x-5 px-3 pb-2 text-xs">
          {sight.view ? <CellCurve sweep={sight.view.id} index={index} /> : <span />}
          <Bars sight={sight} cell={cell} />
          <Figures sight={sight} cell={cell} around={aroundOf(sight, cross)} />
        </div>
      ) : (
        <p className="px-3 pb-2 text-xs text-muted-foreground">{t("research.sweep.noCell")}</p>
      )}
    </div>
  );
}

/** The mean Sharpe of the cell and its neighbours along the first two axes. */
function aroundOf({ grid, request }: Sight, cross: readonly number[]): number {
  const slice = sliceOf(grid, 0, request.axes.length > 1 ? 1 : -1, cross);
  return neighbourhood(valuesOn(grid, slice, "sharpe"), slice.columns, slice.indices.indexOf(grid.indexOf(cross))).mean;
}

/** Where the capital ended, beside holding and what was put in. */
function Bars({ sight, cell }: { sight: Sight; cell: Cell }) {
  const { t } = useTranslation();
  const { capital } = sight.request.base;
  const held = sight.view && capital * (1 + sight.view.buy_and_hold_return);
  const rows = [
    { id: "cell", label: t("research.finalEquity"), value: cell.finalEquity, bar: "bg-chart-1" },
    { id: "hold", label: t("research.hold"), value: held, bar: "bg-muted-foreground" },
    { id: "start", label: t("research.capital"), value: capital, bar: "bg-border-strong" },
  ];
  const most = Math.max(...rows.map((r) => r.value ?? 0));
  return (
    <ul className="space-y-1.5">
      {rows.map((r) => (
        <li key={r.id}>
          <div className="flex justify-between gap-2">
            <span className="text-muted-foreground">{r.label}</span>
            <Amount value={r.value} decimals={0} className="font-medium" testId={`sweep-ends-${r.id}`} />
          </div>
          <i
            aria-hidden="true"
            className={`block h-1.5 rounded-xs ${r.bar}`}
            style={{ width: `${Math.max(0, Math.min(1, (r.value ?? 0) / most)) * 100}%` }}
          />
        </li>
      ))}
    </ul>
  );
}

function Figures({ sight, cell, around }: { sight: Sight; cell: Cell; around: number }) {
  const { t } = useTranslation();
  const rows = [
    { label: t("research.return"), figure: <Percent value={cell.totalReturn} change testId="sweep-cell-return" /> },
    { label: t("research.hold"), figure: <Percent value={sight.view?.buy_and_hold_return} change /> },
    { label: t("research.sharpe"), figure: <Amount value={cell.sharpe} decimals={2} testId="sweep-cell-sharpe" /> },
    { label: t("research.sweep.around"), figure: <Amount value={around} decimals={2} testId="sweep-cell-around" /> },
    { label: t("research.maxDrawdown"), figure: <Percent value={-cell.maxDrawdown} /> },
    { label: t("research.trades"), figure: <Amount value={cell.trades} decimals={0} testId="sweep-cell-trades" /> },
    { label: t("research.won"), figure: <Percent value={cell.winRate} decimals={1} /> },
    { label: t("research.profitFactor"), figure: <Amount value={cell.profitFactor} decimals={2} /> },
  ];
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5">
      {rows.map(({ label, figure }) => (
        <div key={label} className="contents">
          <dt className="text-muted-foreground">{label}</dt>
          <dd className="text-right font-medium">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
