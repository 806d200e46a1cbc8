import { OctagonAlert, ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DeskSnapshot } from "~/backend/reply";
import { Amount } from "~/components/numbers/Amount";
import { formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Percent } from "~/components/numbers/Percent";
import { Signed } from "~/components/numbers/Signed";
import { Meter } from "~/components/progress/Meter";
import { Readout } from "./Readout";

const small = "text-2xs font-normal text-muted-foreground";

/** May I trade: money and limits. Every figure comes with its limit, every "today" with its zone. */
export function Readouts({ desk }: { desk: DeskSnapshot }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const drawdown = Math.abs(desk.drawdown ?? 0);
  return (
    <>
      <Readout label={t("shell.equity")} testId="top-equity">
        <Amount value={desk.equity} decimals={2} />
        <span className={small}>{desk.currency}</span>
      </Readout>
      <Readout label={t("shell.todayUtc")} testId="top-today">
        <Signed value={desk.day_pnl} decimals={2} triangle />
        <Percent value={desk.day_pnl_fraction} change className="text-2xs font-normal" />
      </Readout>
      <Readout label={t("shell.drawdown")} testId="top-drawdown">
        <Percent value={drawdown} decimals={1} />
        <span className={small}>{t("shell.of", { limit: formatPercent(desk.drawdown_limit, 0, locale) })}</span>
        <Meter value={drawdown} limit={desk.drawdown_limit ?? 0} />
      </Readout>
      <Readout label={t("shell.tradesToday")} testId="top-trades">
        {desk.trades_today}
        <span className={small}>{t("shell.of", { limit: desk.trades_limit })}</span>
        <Meter value={desk.trades_today} limit={desk.trades_limit} />
      </Readout>
      <Readout label={t("shell.breaker")} testId="top-breaker">
        {desk.breaker_open ? (
          <OctagonAlert size={14} className="text-destructive" aria-hidden="true" />
        ) : (
          <ShieldCheck size={14} className="text-signed" aria-hidden="true" />
        )}
        <span className={desk.breaker_open ? "text-destructive" : ""}>
          {t(desk.breaker_open ? "shell.breakerOpen" : "shell.breakerClosed")}
        </span>
      </Readout>
    </>
  );
}
