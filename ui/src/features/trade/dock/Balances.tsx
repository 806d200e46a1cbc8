import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Balance } from "~/backend/bindings";
import { Amount } from "~/components/numbers/Amount";
import { Empty } from "~/components/panel/Empty";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";
import { useTrade } from "../market/TradeContext";

const CENTS = 2;
const COINS = 8;

export function Balances({ rows }: { rows: readonly Balance[] }) {
  const { t } = useTranslation();
  const { instruments } = useTrade();
  const columns = useMemo<Column<Balance>[]>(() => {
    const quotes = new Set(instruments.map((i) => i.id.symbol.split("/")[1]));
    const decimals = (b: Balance) => (quotes.has(b.currency) ? CENTS : COINS);
    const amount = (id: "total" | "available" | "reserved", head: string): Column<Balance> => {
      const value = (b: Balance) => (id === "reserved" ? String(Number(b.total) - Number(b.available)) : b[id]);
      return { id, head, value, align: "right", cell: (b) => <Amount value={value(b)} decimals={decimals(b)} /> };
    };
    return [
      {
        id: "currency",
        head: t("trade.currency"),
        value: (b) => b.currency,
        cell: (b) => <b className="font-medium">{b.currency}</b>,
      },
      amount("total", t("trade.total")),
      amount("available", t("trade.available")),
      amount("reserved", t("trade.reserved")),
    ];
  }, [t, instruments]);
  return (
    <Table
      label={t("trade.balances")}
      columns={columns}
      rows={rows}
      rowId={(b) => b.currency}
      rowTestId={(b) => `balance-${b.currency}`}
      testId="balances"
      empty={<Empty title={t("trade.noBalances")} />}
    />
  );
}
