import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useNow } from "~/components/numbers/useNow";
import { Empty } from "~/components/panel/Empty";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";
import { useRuleText } from "~/components/words/useRuleText";
import { useStrategyText } from "~/components/words/useStrategyText";
import { DecisionCell } from "./DecisionCell";
import { clearsAtMidnight, msToMidnight, type Stopped } from "./whyNot";

/** Signals that did not become a question: which rule stopped them, with its value and limit, and what would clear it. */
export function WhyNot({ rows }: { rows: readonly Stopped[] }) {
  const { t } = useTranslation();
  const rules = useRuleText();
  const strategy = useStrategyText();
  const columns = useMemo<Column<Stopped>[]>(
    () => [
      {
        id: "signal",
        head: t("trade.signal"),
        value: (s) => s.recommendation.decision,
        cell: ({ recommendation: r }) => (
          <span className="inline-flex items-center gap-1.5">
            <DecisionCell decision={r.decision} />
            <b className="font-medium">{r.instrument.symbol}</b>
            <span className="text-subtle-foreground">{strategy.name(r.strategy)}</span>
          </span>
        ),
      },
      { id: "rule", head: t("trade.stoppedBy"), value: (s) => rules.name(s.rule.rule) },
      {
        id: "value",
        head: t("trade.valueOfLimit"),
        value: (s) => s.rule.value,
        align: "right",
        cell: ({ rule }) =>
          t("trade.ofLimit", {
            value: rules.figure(rule.rule, rule.value),
            limit: rules.figure(rule.rule, rule.limit),
          }),
      },
      {
        id: "clears",
        head: t("trade.whatClears"),
        value: (s) => s.rule.rule,
        sortable: false,
        cell: ({ rule }) => <Clears rule={rule.rule} />,
      },
    ],
    [t, rules, strategy],
  );
  return (
    <Table
      label={t("trade.whyNot")}
      columns={columns}
      rows={rows}
      rowId={(s) => s.id}
      testId="why-not"
      empty={<Empty title={t("trade.nothingStopped")} testId="why-not-empty" />}
    />
  );
}

const clears: Record<
  string,
  "trade.clearsResume" | "trade.clearsPrice" | "trade.clearsSize" | "trade.clearsOrders" | "trade.clearsEquity"
> = {
  paused: "trade.clearsResume",
  price_stale: "trade.clearsPrice",
  order_notional: "trade.clearsSize",
  position_notional: "trade.clearsSize",
  insufficient_balance: "trade.clearsSize",
  open_orders: "trade.clearsOrders",
  drawdown: "trade.clearsEquity",
};

function Clears({ rule }: { rule: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow(30_000);
  const key = clears[rule];
  return (
    <span className="text-muted-foreground">
      {clearsAtMidnight(rule)
        ? t("trade.clearsMidnight", { duration: formatDuration(msToMidnight(now), locale) })
        : t(key ?? "trade.clearsNothing")}
    </span>
  );
}
