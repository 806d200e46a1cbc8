import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { commands, type OrderView } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Empty } from "~/components/panel/Empty";
import { Note } from "~/components/panel/Note";
import { Table } from "~/components/table/Table";
import { venueName } from "~/components/words/venueName";
import { useRole } from "../market/useRole";
import { isWorking } from "./orderWords";
import { useOrderColumns } from "./useOrderColumns";

/** Working orders first, then what became of the others, newest first. */
export function Orders({ rows }: { rows: readonly OrderView[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const columns = useOrderColumns();
  const errorText = useErrorText();
  const { mayTrade } = useRole();
  const cancel = useDeskMutation(commands.cancelOrder, ["holdings", "snapshot", "audit"]);
  const sorted = useMemo(() => [...rows].sort((a, b) => Number(isWorking(b)) - Number(isWorking(a))), [rows]);
  const unconfirmed = rows.find((o) => o.status === "unconfirmed");
  return (
    <div className="flex h-full flex-col">
      {unconfirmed && (
        <Note tone="warn" className="m-2" testId="orders-unconfirmed">
          {t("trade.unconfirmedText", {
            time: formatTime(unconfirmed.updated_ms, "millis", locale),
            venue: venueName(unconfirmed.instrument.venue, t("shell.builtin")),
          })}
        </Note>
      )}
      {cancel.isError && (
        <Note tone="error" className="m-2" testId="order-problem">
          {errorText(cancel.error)}
        </Note>
      )}
      <div className="min-h-0 flex-1">
        <Table
          label={t("trade.orders")}
          columns={columns}
          rows={sorted}
          rowId={(o) => o.client_id}
          rowTestId={(o) => `order-${o.client_id}`}
          dim={(o) => !isWorking(o)}
          testId="orders"
          empty={<Empty title={t("trade.noOrders")} testId="orders-empty" />}
          actions={
            mayTrade
              ? (o) =>
                  isWorking(o) && (
                    <Button
                      size="small"
                      isDisabled={cancel.isPending}
                      onPress={() => cancel.mutate(o.client_id)}
                      aria-label={t("trade.cancelOrder", { order: o.client_id })}
                      testId="order-cancel"
                    >
                      {t("trade.cancel")}
                    </Button>
                  )
              : undefined
          }
        />
      </div>
    </div>
  );
}
