import { useTranslation } from "react-i18next";
import { filledUntil, type OrderStory, type StoryStep } from "~/backend/orderStory";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useReasonText } from "~/components/words/useReasonText";
import { useStrategyText } from "~/components/words/useStrategyText";
import type { Approval } from "../approval";
import { useSteps, useVenueName } from "../useSteps";

export interface StepText {
  title: string;
  detail?: string;
}

/** One entry of the chain in words; a kind without words of its own is told by its name. */
export function useStepText(a: Approval | null, story: OrderStory): (step: StoryStep) => StepText {
  const { t } = useTranslation();
  const locale = useLocale();
  const venue = useVenueName();
  const strategy = useStrategyText();
  const reason = useReasonText();
  const digits = useSteps(a?.instrument ?? { venue: "", symbol: "" }, { price: a?.entry ?? "", quantity: a?.quantity ?? "" }); // biome-ignore format: one line
  const quantity = (text: string) => formatDecimal(text, digits.quantity, locale);
  const price = (text: string) => formatDecimal(text, digits.price, locale);
  const seconds = (ms: number, decimals: number) => formatDecimal(ms / 1000, decimals, locale);
  const venueOf = ({ actor }: StoryStep) => venue(actor.replace(/^venue:/, ""));

  const told: Record<string, (s: StoryStep) => StepText> = {
    "order.proposed": ({ body }) => ({
      title: t("approvals.step.proposed", { who: strategy.name(body.text("strategy")) }),
      detail: a ? reason(a.reason) : body.text("reason"),
    }),
    "risk.checked": ({ body }) => {
      const rules = body.list("rules");
      const counts = { passed: rules.filter((r) => r.text("ok") === "true").length, all: rules.length };
      const cleared = body.text("verdict") === "cleared";
      return {
        title: cleared ? t("approvals.step.checked", counts) : t("approvals.step.refused", counts),
        detail: t("approvals.step.checkedDetail", { policy: body.text("policy") }),
      };
    },
    "order.signed": ({ body }) => ({
      title:
        body.number("held_ms") > 0
          ? t("approvals.step.signed", { seconds: seconds(body.number("held_ms"), 1) })
          : t("approvals.step.signedTyped"),
      detail: body.text("reason"),
    }),
    "order.rejected": ({ body }) => ({ title: t("approvals.step.rejected"), detail: body.text("reason") }),
    "order.expired": () => ({ title: t("approvals.step.expired") }),
    "order.intended": ({ body }) => {
      const type = body.part("order").text("order_type") as "market";
      const words = { type: t(`approvals.orderType.${type}`), quantity: quantity(body.part("order").text("quantity")) };
      return { title: t("approvals.step.writtenAhead"), detail: t("approvals.step.writtenDetail", words) };
    },
    "order.sent": ({ body }) => ({
      title:
        body.number("attempt") > 1
          ? t("approvals.step.sentAgain", { attempt: body.number("attempt") })
          : t("approvals.step.sent"),
      detail: body.text("client_id"),
    }),
    "order.unconfirmed": () => ({ title: t("approvals.step.unconfirmed") }),
    "order.acknowledged": (s) => {
      if (s.seq === story.protection?.seq) {
        const bare = seconds(story.protection.unprotectedMs, 3);
        return { title: t("approvals.step.protected"), detail: t("approvals.step.protectedDetail", { seconds: bare }) };
      }
      const sent = story.steps.findLast((o) => o.kind === "order.sent" && o.seq < s.seq && o.role === s.role);
      const ms = formatDecimal(sent ? s.timeMs - sent.timeMs : 0, 0, locale);
      return {
        title: t("approvals.step.acknowledged", { venue: venueOf(s) }),
        detail: t("approvals.step.acknowledgedDetail", { ms, id: s.body.text("venue_id") }),
      };
    },
    "order.filled": ({ body, role, seq }) => {
      const amount = { quantity: quantity(body.text("quantity")) };
      const total = filledUntil(story.steps, seq);
      const fee = { fee: formatDecimal(body.text("fee"), 2, locale), currency: body.text("fee_currency") };
      const titles: Record<string, string> = {
        stop: t("approvals.step.stopFilled", amount),
        target: t("approvals.step.targetFilled", amount),
        exit: t("approvals.step.exitFilled", amount),
      };
      const entry =
        total < story.ordered - 1e-9
          ? t("approvals.step.partlyFilled", amount)
          : t("approvals.step.filled", { quantity: formatDecimal(total, digits.quantity, locale) });
      return {
        title: titles[role ?? ""] ?? entry,
        detail: t("approvals.step.filledDetail", { price: price(body.text("price")), ...fee }),
      };
    },
    "order.cancelled": ({ body }) => ({ title: t("approvals.step.cancelled"), detail: body.text("reason") }),
    "order.refused": (s) => ({
      title: t("approvals.step.refusedByVenue", { venue: venueOf(s) }),
      detail: s.body.text("reason"),
    }),
  };
  return (step) => told[step.kind]?.(step) ?? { title: step.kind };
}
