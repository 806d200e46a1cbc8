import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useApprovals } from "../approval/useApprovals";
import { currentOf } from "../approval/waiting";
import { useHoldings } from "../dock/useHoldings";
import { useTrade } from "../market/TradeContext";
import { approvalLevels, fillMarkers, type LevelWords, positionLevels, proposalOf } from "./levels";

/** What lies over the candles: the position, the approval chosen, the fills. */
export function useChartOverlays(range: { firstMs: number; lastMs: number } | null) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { instrument, approval } = useTrade();
  const { approvals } = useApprovals();
  const { holdings } = useHoldings();
  const waiting = currentOf(approvals, approval);
  const words = useMemo<LevelWords>(
    () => ({
      stop: t("parts.stop"),
      target: t("parts.target"),
      entry: t("trade.entry"),
      unsigned: t(waiting?.status === "signed" ? "trade.signedLevel" : "trade.unsigned"),
      signed: (money) => formatDecimal(money, 2, locale, "always"),
      quantity: (quantity) => formatDecimal(quantity, instrument.quantity_decimals, locale),
    }),
    [t, locale, waiting?.status, instrument.quantity_decimals],
  );
  const levels = useMemo(
    () => [
      ...positionLevels(holdings?.positions ?? [], instrument.id, words),
      ...approvalLevels(waiting, instrument.id, words),
    ],
    [holdings, waiting, instrument, words],
  );
  const { firstMs, lastMs } = range ?? { firstMs: 0, lastMs: 0 };
  const markers = useMemo(
    () => (lastMs === 0 ? [] : fillMarkers(holdings?.fills ?? [], instrument.id, { firstMs, lastMs }, words)),
    [holdings, instrument, firstMs, lastMs, words],
  );
  const proposal = useMemo(() => proposalOf(waiting, instrument.id), [waiting, instrument]);
  return { levels, markers, proposal };
}
