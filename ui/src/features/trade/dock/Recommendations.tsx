import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { RecommendationView } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Amount } from "~/components/numbers/Amount";
import { zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import { Empty } from "~/components/panel/Empty";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";
import { useReasonText } from "~/components/words/useReasonText";
import { useStrategyText } from "~/components/words/useStrategyText";
import { decimalsOf } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import { SymbolCell } from "./cells";
import { DecisionCell } from "./DecisionCell";

export function Recommendations({ rows }: { rows: readonly RecommendationView[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const { instruments } = useTrade();
  const reasonText = useReasonText();
  const strategy = useStrategyText();
  const columns = useMemo<Column<RecommendationView>[]>(() => {
    const price = (id: "entry" | "stop_loss" | "take_profit", head: string): Column<RecommendationView> => ({
      id,
      head,
      value: (r) => r[id],
      align: "right",
      cell: (r) => <Amount value={r[id]} decimals={decimalsOf(r.instrument, instruments).price} />,
    });
    return [
      {
        id: "time",
        head: `${t("trade.time")} ${zoneLabel(locale)}`,
        value: (r) => r.created_ms,
        cell: (r) => <Time ms={r.created_ms} style="dateTime" zone={false} className="text-muted-foreground" />,
      },
      {
        id: "decision",
        head: t("trade.decision"),
        value: (r) => r.decision,
        cell: (r) => <DecisionCell decision={r.decision} />,
      },
      {
        id: "symbol",
        head: t("trade.symbol"),
        value: (r) => `${r.instrument.symbol} ${r.instrument.venue}`,
        cell: (r) => <SymbolCell id={r.instrument} />,
      },
      { id: "strategy", head: t("trade.strategy"), value: (r) => `${strategy.name(r.strategy)}, ${r.timeframe}` },
      price("entry", t("trade.entry")),
      price("stop_loss", t("parts.stop")),
      price("take_profit", t("parts.target")),
      {
        id: "confidence",
        head: t("trade.confidenceHead"),
        value: (r) => r.confidence,
        align: "right",
        cell: (r) => <Amount value={r.confidence} decimals={2} />,
      },
      {
        id: "reason",
        head: t("trade.reason"),
        value: (r) => reasonText(r.reason),
        cell: (r) => <span className="text-muted-foreground">{reasonText(r.reason)}</span>,
      },
    ];
  }, [t, locale, instruments, reasonText, strategy]);
  return (
    <Table
      label={t("trade.recommendations")}
      columns={columns}
      rows={rows}
      rowId={(r) => r.id}
      rowTestId={(r) => `recommendation-${r.id}`}
      testId="recommendations"
      empty={<Empty title={t("trade.noRecommendations")} testId="recommendations-empty" />}
      actions={(r) =>
        r.approval && (
          <Button size="small" onPress={() => navigate(`/approvals/${r.approval}`)} testId="recommendation-open">
            {t("trade.doOpen")}
          </Button>
        )
      }
    />
  );
}
