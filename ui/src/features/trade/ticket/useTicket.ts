import { useCallback, useEffect, useMemo, useState } from "react";
import { commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useSnapshot } from "~/backend/useSnapshot";
import { useFeed, useFeedPart } from "../market/FeedContext";
import { useTrade } from "../market/TradeContext";
import {
  changed,
  emptyTicket,
  missingOf,
  quantityOf,
  type TicketForm,
  type TicketMarket,
  ticketOf,
} from "./ticketForm";
import { useSettled } from "./useSettled";

/** The ticket of the market on screen, what it comes to, and what stands against it. */
export function useTicket() {
  const { instrument, picked } = useTrade();
  const feed = useFeed();
  const [form, setForm] = useState<TicketForm>(emptyTicket);
  const bid = useFeedPart((f) => f.ticker?.bid ?? null);
  const ask = useFeedPart((f) => f.ticker?.ask ?? null);
  const equity = useSnapshot().data?.equity ?? null;
  const market = useMemo<TicketMarket>(
    () => ({ instrument: instrument.id, quantityDecimals: instrument.quantity_decimals, bid, ask, equity }),
    [instrument, bid, ask, equity],
  );
  const change = useCallback(
    (some: Partial<TicketForm>) =>
      setForm((now) => {
        const next = changed(now, some);
        // A limit order starts at the price it would queue at.
        if (next.type === "limit" && next.price === "" && (some.type || some.side))
          next.price = (next.side === "buy" ? feed.ticker?.bid : feed.ticker?.ask) ?? "";
        return next;
      }),
    [feed],
  );

  const { venue, symbol } = instrument.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: prices of another market are no prices of this one
  useEffect(
    () => setForm((now) => ({ ...emptyTicket, side: now.side, type: now.type, sizing: now.sizing })),
    [venue, symbol],
  );
  const touch = form.side === "buy" ? bid : ask;
  useEffect(() => {
    if (touch !== null)
      setForm((now) => (now.type === "limit" && now.price === "" && now.size === "" ? { ...now, price: touch } : now));
  }, [touch]);
  useEffect(() => {
    if (picked) change(form.type === "stop" ? { trigger: picked.price } : { type: "limit", price: picked.price });
  }, [picked, change, form.type]);

  const ticket = useMemo(() => ticketOf(form, market), [form, market]);
  const asked = useSettled(ticket, 250);
  const preview = useDeskQuery(
    "holdings",
    ["preview", asked],
    () => commands.previewOrder(asked as NonNullable<typeof asked>),
    {
      enabled: asked !== null,
      keep: true,
      everyMs: 3000,
    },
  );
  return {
    form,
    change,
    ticket,
    missing: missingOf(form, market),
    quantity: quantityOf(form, market),
    preview: ticket ? (preview.data ?? null) : null,
    previewError: ticket ? preview.error : null,
  };
}

export type TicketHandle = ReturnType<typeof useTicket>;
