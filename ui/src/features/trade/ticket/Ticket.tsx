import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type OrderView } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { useMode } from "~/backend/useSnapshot";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { FieldProblem } from "~/components/fields/FieldProblem";
import { NumberField } from "~/components/fields/NumberField";
import { Segmented } from "~/components/fields/Segmented";
import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import { Triangle } from "~/components/marks/Triangle";
import { OrderLine } from "../dock/OrderLine";
import { useStale } from "../market/FeedContext";
import { quoteOf } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import { TicketBracket } from "./TicketBracket";
import { TicketFlags } from "./TicketFlags";
import { TicketSize } from "./TicketSize";
import { TicketSums } from "./TicketSums";
import { useTicket } from "./useTicket";
import { useTicketProblems } from "./useTicketProblems";

export function Ticket() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const mode = useMode();
  const { instrument } = useTrade();
  const ticket = useTicket();
  const { form, change } = ticket;
  const problems = useTicketProblems(form, ticket.missing, ticket.preview);
  const stale = useStale() !== null;
  const [sent, setSent] = useState<OrderView | null>(null);
  const place = useDeskMutation(commands.placeOrder, ["holdings", "snapshot", "audit"]);
  const off = stale ? t("trade.pricesStale") : problems.onButton;
  const send = () => {
    if (!ticket.ticket || off !== null || place.isPending) return;
    place.mutate(ticket.ticket, {
      onSuccess: (order) => {
        setSent(order);
        change({ size: "" });
      },
    });
  };
  useShortcut("buy", () => change({ side: "buy" }));
  useShortcut("sell", () => change({ side: "sell" }));
  useShortcut("review", send);

  return (
    <form
      className="flex flex-col gap-2.5 p-3"
      aria-label={t("trade.ticket")}
      onSubmit={(e) => e.preventDefault()}
      data-testid="ticket"
    >
      <Segmented
        label={t("trade.side")}
        segments={[
          {
            id: "buy",
            name: t("trade.buy"),
            tone: "up",
            label: <SideWord up word={t("trade.buy")} on={form.side === "buy"} />,
          },
          {
            id: "sell",
            name: t("trade.sell"),
            tone: "down",
            label: <SideWord word={t("trade.sell")} on={form.side === "sell"} />,
          },
        ]}
        value={form.side}
        onChange={(side) => change({ side })}
        fill
        testId="ticket-side"
      />
      <Segmented
        label={t("trade.orderType")}
        segments={[
          { id: "limit", label: t("trade.limit") },
          { id: "market", label: t("trade.marketOrder") },
          { id: "stop", label: t("trade.stopOrder") },
        ]}
        value={form.type}
        onChange={(type) => change({ type })}
        fill
        testId="ticket-type"
      />
      {form.type === "limit" && (
        <NumberField
          label={t("trade.price")}
          value={form.price}
          onChange={(price) => change({ price })}
          decimals={instrument.price_decimals}
          unit={quoteOf(instrument.id)}
          problem={problems.at.price}
          testId="ticket-price"
        />
      )}
      {form.type === "stop" && (
        <NumberField
          label={t("trade.trigger")}
          value={form.trigger}
          onChange={(trigger) => change({ trigger })}
          decimals={instrument.price_decimals}
          unit={quoteOf(instrument.id)}
          problem={problems.at.stop_price}
          testId="ticket-trigger"
        />
      )}
      <TicketSize ticket={ticket} problem={problems.at.quantity} />
      {form.side === "buy" && <TicketBracket ticket={ticket} problems={problems} />}
      <TicketFlags ticket={ticket} />
      <TicketSums form={form} preview={ticket.preview} />
      {problems.at[""] && <FieldProblem testId="ticket-problem">{problems.at[""]}</FieldProblem>}
      {place.isError && <FieldProblem testId="ticket-refused">{errorText(place.error)}</FieldProblem>}
      <div className="sticky bottom-0 -mx-3 -mb-3 flex flex-col bg-card px-3 pt-1 pb-3">
        <Button
          kind="signed"
          size="large"
          className="h-auto! min-h-control-lg whitespace-normal!"
          onPress={send}
          isDisabled={off !== null || place.isPending}
          testId="ticket-place"
        >
          {off ?? t(mode === "paper" ? "trade.placePaper" : "trade.placeLive")}
          {off === null && <Kbd chord="Ctrl+Enter" />}
        </Button>
      </div>
      {sent && <OrderLine order={sent} onClose={() => setSent(null)} testId="ticket-order" />}
    </form>
  );
}

function SideWord({ word, on, up = false }: { word: string; on: boolean; up?: boolean }) {
  return (
    <>
      {on && <Triangle up={up} />}
      {word}
    </>
  );
}
