import type { OrderStatus, OrderView } from "~/backend/bindings";

const working: readonly OrderStatus[] = ["intended", "sent", "unconfirmed", "open"];

/** Not final: it may still fill, and may be cancelled. */
export const isWorking = (order: Pick<OrderView, "status">) => working.includes(order.status);

/** Keys of the words for each status, type and purpose. */
export const statusKey = {
  intended: "trade.statusIntended",
  sent: "trade.statusSent",
  unconfirmed: "trade.statusUnconfirmed",
  open: "trade.statusOpen",
  filled: "trade.statusFilled",
  canceled: "trade.statusCanceled",
  rejected: "trade.statusRejected",
  expired: "trade.statusExpired",
} as const satisfies Record<OrderStatus, string>;

export const typeKey = {
  market: "trade.marketOrder",
  limit: "trade.limit",
  stop: "trade.stopOrder",
  stop_limit: "trade.stopLimit",
  trailing_stop: "trade.trailingStop",
} as const satisfies Record<OrderView["order_type"], string>;

export const roleKey = {
  entry: "trade.roleEntry",
  stop: "parts.stop",
  target: "parts.target",
  exit: "trade.roleExit",
} as const satisfies Record<OrderView["role"], string>;
