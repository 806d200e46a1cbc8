import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import type { Reply } from "~/backend/reply";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { Chip, type ChipTone } from "~/components/chip/Chip";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Approval } from "../approval";
import type { Steps } from "../useSteps";

type Order = Reply<"holdings">["orders"][number];

const tones: Record<Order["status"], ChipTone> = {
  intended: "plain",
  sent: "plain",
  unconfirmed: "warn",
  open: "outline",
  filled: "signed",
  canceled: "plain",
  rejected: "destructive",
  expired: "plain",
};

/** The orders it became: the entry, then stop and target. */
export function OrderLines({ approval, steps }: { approval: Approval; steps: Steps }) {
  const { data } = useDeskQuery("holdings", ["all"], () => commands.holdings());
  const orders = (data?.orders ?? []).filter((o) => o.approval === approval.id);
  const entryFirst = [...orders].sort((a, b) => Number(b.role === "entry") - Number(a.role === "entry") || a.created_ms - b.created_ms); // biome-ignore format: one line
  return (
    <ul className="flex flex-col gap-2" data-testid="approval-orders">
      {entryFirst.map((order) => (
        <OrderLine key={order.client_id} order={order} steps={steps} />
      ))}
    </ul>
  );
}

function OrderLine({ order, steps }: { order: Order; steps: Steps }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const quantity = (text: string) => formatDecimal(text, steps.quantity, locale);
  const line = {
    type: t(`approvals.orderType.${order.order_type}`),
    filled: quantity(order.filled),
    quantity: quantity(order.quantity),
  };
  return (
    <li
      className="flex flex-wrap items-center gap-x-3 gap-y-1"
      data-testid={order.role === "entry" ? "approval-order" : `approval-order-${order.role}`}
      data-status={order.status}
    >
      <b className="font-mono text-xs font-medium">{order.client_id}</b>
      <span className="text-xs text-muted-foreground">
        {order.average === null
          ? t("approvals.orderLine", line)
          : t("approvals.orderAverage", { ...line, price: formatDecimal(order.average, steps.price, locale) })}
      </span>
      <span className="flex-1" />
      <Chip tone={tones[order.status]}>
        {order.status === "unconfirmed" && <TriangleAlert size={12} aria-hidden="true" />}
        {t(`approvals.orderStatus.${order.status}`)}
      </Chip>
      {order.reason && <p className="w-full text-xs text-destructive">{order.reason}</p>}
    </li>
  );
}
