import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { BacktestView } from "~/backend/bindings";
import { Triangle } from "~/components/marks/Triangle";
import { Amount } from "~/components/numbers/Amount";
import { Percent } from "~/components/numbers/Percent";
import { shownSign, tone } from "~/components/numbers/Signed";

/** What it came to. A figure that is not defined is a dash, never a zero. */
export function FigureStrip({ run }: { run: BacktestView }) {
  const { t } = useTranslation();
  const f = run.figures;
  return (
    <div className="flex shrink-0 flex-wrap gap-x-8 gap-y-2 bg-card px-4 py-2.5" data-testid="research-figures">
      <dl className="flex gap-x-6">
        <Item label={t("research.return")}>
          <Headline value={f.total_return} testId="research-total-return" />
        </Item>
        <Item label={t("research.hold")}>
          <Headline value={f.buy_and_hold_return} testId="research-hold-return" />
        </Item>
      </dl>
      <dl className="grid min-w-80 flex-1 grid-cols-[repeat(auto-fill,minmax(86px,1fr))] gap-x-3 gap-y-1">
        <Item label={t("research.finalEquity")}>
          <Amount value={f.final_equity} decimals={2} testId="research-final-equity" />
        </Item>
        <Item label={t("research.annualized")}>
          <Percent value={f.annualized_return} />
        </Item>
        <Item label={t("research.sharpe")}>
          <Amount value={f.sharpe} decimals={2} testId="research-sharpe" />
        </Item>
        <Item label={t("research.sortino")}>
          <Amount value={f.sortino} decimals={2} />
        </Item>
        <Item label={t("research.calmar")}>
          <Amount value={f.calmar} decimals={2} />
        </Item>
        <Item label={t("research.maxDrawdown")}>
          <Percent value={-f.max_drawdown} testId="research-max-drawdown" />
        </Item>
        <Item label={t("research.trades")}>
          <Amount value={f.trades} decimals={0} testId="research-trade-count" />
        </Item>
        <Item label={t("research.won")}>
          <Percent value={f.win_rate} decimals={1} testId="research-win-rate" />
        </Item>
        <Item label={t("research.profitFactor")}>
          <Amount value={f.profit_factor} decimals={2} />
        </Item>
        <Item label={t("research.expectancy")}>
          <Percent value={f.expectancy} />
        </Item>
        <Item label={t("research.exposure")}>
          <Percent value={f.exposure} decimals={1} />
        </Item>
        <Item label={t("research.fees")}>
          <Amount value={f.fees_paid} decimals={2} />
        </Item>
      </dl>
    </div>
  );
}

function Item({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-2xs text-muted-foreground">{label}</dt>
      <dd className="text-sm font-semibold">{children}</dd>
    </div>
  );
}

function Headline({ value, testId }: { value: number; testId: string }) {
  const direction = shownSign(value * 100, 2);
  return (
    <span className={`inline-flex items-center gap-1.5 text-lg leading-7! font-medium ${tone[direction]}`}>
      {direction !== 0 && <Triangle up={direction > 0} size={10} />}
      <Percent value={value} change testId={testId} />
    </span>
  );
}
