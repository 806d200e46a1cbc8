import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { OrderView } from "~/backend/bindings";
import { IconButton } from "~/components/button/IconButton";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Note } from "~/components/panel/Note";
import { venueName } from "~/components/words/venueName";
import { baseOf, decimalsOf } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import { OrderStatusChip } from "./OrderStatusChip";
import { useHoldings } from "./useHoldings";

interface OrderLineProps {
  /** As the act answered; the newest state is looked up. */
  order: OrderView;
  onClose: () => void;
  testId?: string;
}

/** What became of the order just sent. */
export function OrderLine({ order, onClose, testId }: OrderLineProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { instruments } = useTrade();
  const { holdings } = useHoldings();
  const now = holdings?.orders.find((o) => o.client_id === order.client_id) ?? order;
  const decimals = decimalsOf(now.instrument, instruments);
  const words = {
    filled: formatDecimal(now.filled, decimals.quantity, locale),
    quantity: formatDecimal(now.quantity, decimals.quantity, locale),
    base: baseOf(now.instrument),
    price: formatDecimal(now.average, decimals.price, locale),
  };
  return (
    <div className="border-b px-3 py-2.5" role="status" data-testid={testId} data-status={now.status}>
      <div className="flex items-center gap-2 text-xs">
        <OrderStatusChip status={now.status} />
        <span className="min-w-0 flex-1">
          {now.average === null ? t("trade.filledSoFar", words) : t("trade.filledAt", words)}
        </span>
        <IconButton
          icon={X}
          iconSize={14}
          label={t("parts.close")}
          onPress={onClose}
          testId={testId && `${testId}-close`}
        />
      </div>
      <p className="font-mono text-2xs text-subtle-foreground">{now.client_id}</p>
      {now.reason && <p className="mt-1 text-xs text-muted-foreground">{now.reason}</p>}
      {now.status === "unconfirmed" && (
        <Note tone="warn" className="mt-2">
          {t("trade.unconfirmedText", {
            time: formatTime(now.updated_ms, "millis", locale),
            venue: venueName(now.instrument.venue, t("shell.builtin")),
          })}
        </Note>
      )}
    </div>
  );
}
