import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { TicketPreview } from "~/backend/bindings";
import { useRuleText } from "~/components/words/useRuleText";
import type { TicketField, TicketForm } from "./ticketForm";

export interface TicketProblems {
  /** By field; "" stands for the whole ticket. */
  at: Partial<Record<TicketField | "", string>>;
  /** What the button says while it cannot be pressed; `null` where nothing is in the way. */
  onButton: string | null;
}

const wanted = {
  price: "trade.wantsPrice",
  stop_price: "trade.wantsTrigger",
  stop_loss: "trade.wantsStop",
  take_profit: "trade.wantsTarget",
  quantity: "trade.wantsSize",
} as const;

/** A problem stands at its field and on the button. What is only missing is said on the button alone. */
export function useTicketProblems(
  form: TicketForm,
  missing: TicketField | null,
  preview: TicketPreview | null,
): TicketProblems {
  const { t } = useTranslation();
  const rules = useRuleText();
  return useMemo(() => {
    const at: TicketProblems["at"] = {};
    for (const p of preview?.problems ?? []) {
      const field = isShown(p.field, form) ? p.field : "";
      at[field] ??= rules.sentence(p.code, p.value, p.limit, p.message);
    }
    const first = Object.values(at)[0] ?? null;
    return { at, onButton: missing ? t(wanted[missing]) : first };
  }, [t, rules, form, missing, preview]);
}

/** A problem of a field that is not on the ticket now belongs to the whole. */
function isShown(field: string, form: TicketForm): field is TicketField {
  switch (field) {
    case "quantity":
      return true;
    case "price":
      return form.type === "limit";
    case "stop_price":
      return form.type === "stop";
    case "stop_loss":
    case "take_profit":
      return form.bracket;
    default:
      return false;
  }
}
