import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { commands, type PositionView } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Amount } from "~/components/numbers/Amount";
import { zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Percent } from "~/components/numbers/Percent";
import { Signed } from "~/components/numbers/Signed";
import { Time } from "~/components/numbers/Time";
import { Empty } from "~/components/panel/Empty";
import { Note } from "~/components/panel/Note";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";
import { useStrategyText } from "~/components/words/useStrategyText";
import { decimalsOf, keyOf } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import { useRole } from "../market/useRole";
import { useWidth } from "../market/useWidth";
import { SideCell, SymbolCell } from "./cells";
import { ProtectionCell } from "./ProtectionCell";

export function Positions({ rows }: { rows: readonly PositionView[] }) {
  const { t } = useTranslation();
  const columns = usePositionColumns();
  const errorText = useErrorText();
  const { mayTrade } = useRole();
  const close = useDeskMutation(commands.closePosition, ["holdings", "snapshot", "audit"]);
  return (
    <div className="flex h-full flex-col">
      {close.isError && (
        <Note tone="error" className="m-2" testId="position-problem">
          {errorText(close.error)}
        </Note>
      )}
      <div className="min-h-0 flex-1">
        <Table
          label={t("trade.positions")}
          columns={columns}
          rows={rows}
          rowId={(p) => keyOf(p.instrument)}
          rowTestId={(p) => `position-${p.instrument.venue}-${p.instrument.symbol.replace("/", "-")}`}
          testId="positions"
          empty={<Empty title={t("trade.noPositions")} testId="positions-empty" />}
          actions={
            mayTrade
              ? (p) => (
                  <Button
                    size="small"
                    isDisabled={close.isPending}
                    onPress={() => close.mutate(p.instrument)}
                    aria-label={t("trade.closePosition", { symbol: p.instrument.symbol })}
                    testId="position-close"
                  >
                    {t("trade.doClose")}
                  </Button>
                )
              : undefined
          }
        />
      </div>
    </div>
  );
}

function usePositionColumns(): readonly Column<PositionView>[] {
  const { t } = useTranslation();
  const locale = useLocale();
  const { instruments } = useTrade();
  const strategy = useStrategyText();
  const narrow = useWidth() === "narrow";
  return useMemo(() => {
    const of = (p: PositionView) => decimalsOf(p.instrument, instruments);
    const price = (id: "entry" | "mark" | "stop" | "target", head: string): Column<PositionView> => ({
      id,
      head,
      value: (p) => p[id],
      align: "right",
      cell: (p) => <Amount value={p[id]} decimals={of(p).price} />,
    });
    const all: Column<PositionView>[] = [
      {
        id: "symbol",
        head: t("trade.symbol"),
        value: (p) => `${p.instrument.symbol} ${p.instrument.venue}`,
        cell: (p) => <SymbolCell id={p.instrument} />,
      },
      { id: "side", head: t("trade.side"), value: (p) => p.side, cell: (p) => <SideCell side={p.side} held /> },
      {
        id: "quantity",
        head: t("trade.quantity"),
        value: (p) => p.quantity,
        align: "right",
        cell: (p) => <Amount value={p.quantity} decimals={of(p).quantity} />,
      },
      price("entry", t("trade.entry")),
      price("mark", t("trade.mark")),
      {
        id: "pnl",
        head: t("trade.pnlIn", { unit: "USD" }),
        value: (p) => p.pnl,
        align: "right",
        cell: (p) => <Signed value={p.pnl} decimals={2} />,
      },
      {
        id: "pnlShare",
        head: t("trade.pnlIn", { unit: "%" }),
        value: (p) => p.pnl_fraction,
        align: "right",
        cell: (p) => <Percent value={p.pnl_fraction} change />,
      },
      price("stop", t("parts.stop")),
      price("target", t("parts.target")),
      {
        id: "protection",
        head: t("trade.protection"),
        value: (p) => p.protection,
        cell: (p) => <ProtectionCell position={p} decimals={of(p).quantity} />,
      },
      {
        id: "source",
        head: t("trade.from"),
        value: (p) => p.source,
        cell: (p) => <span className="text-muted-foreground">{strategy.name(p.source)}</span>,
      },
      {
        id: "opened",
        head: `${t("trade.opened")} ${zoneLabel(locale)}`,
        value: (p) => p.opened_ms,
        align: "right",
        cell: (p) => <Time ms={p.opened_ms} style="dateTime" zone={false} className="text-muted-foreground" />,
      },
    ];
    return narrow ? all.filter((c) => c.id !== "source") : all;
  }, [t, locale, instruments, strategy, narrow]);
}
