import { ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { OrderStory, StoryStep } from "~/backend/orderStory";
import { Chip } from "~/components/chip/Chip";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { TimelineEntry } from "~/components/timeline/Timeline";
import type { Approval } from "../approval";
import { useSteps } from "../useSteps";
import { useStepText } from "./useStepText";

const failed = new Set(["order.rejected", "order.refused"]);
const quiet = new Set(["order.intended", "order.sent", "order.acknowledged"]);

/** What is told of stop and target is that they rest, and when they fill; not each message on the way. */
export function isTold(step: StoryStep, story: OrderStory): boolean {
  const leg = step.role !== null && step.role !== "entry";
  return !leg || !quiet.has(step.kind) || step.seq === story.protection?.seq;
}

/** The life of an approval in words; each entry opens its raw body. */
export function useTimelineEntries(a: Approval | null, story: OrderStory, valid: boolean | null): TimelineEntry[] {
  const { t } = useTranslation();
  const locale = useLocale();
  const words = useStepText(a, story);
  const steps = useSteps(a?.instrument ?? { venue: "", symbol: "" }, { price: a?.entry ?? "", quantity: a?.quantity ?? "" }); // biome-ignore format: one line
  const told = story.steps.filter((s) => isTold(s, story));
  const entries = told.map((step): TimelineEntry => {
    const { title, detail } = words(step);
    return {
      id: String(step.seq),
      time: <span title={step.kind}>{formatTime(step.timeMs, "millis", locale)}</span>,
      title,
      detail,
      aside: asideOf(step, story, valid, t("approvals.signatureValid")),
      state: failed.has(step.kind) ? "failed" : step.kind === "order.unconfirmed" ? "warn" : "done",
      raw: step.raw,
    };
  });
  const left = story.ordered - (story.fill?.quantity ?? 0);
  const ended = story.steps.some((s) => s.role === "entry" && /cancelled|refused/.test(s.kind));
  if (a?.status === "used" && !ended && left > 1e-9) {
    const detail = formatDecimal(left, steps.quantity, locale);
    entries.push({ id: "now", time: t("approvals.step.now"), title: t("approvals.step.working"), detail, state: "working" }); // biome-ignore format: one line
  }
  return entries;
}

function asideOf(step: StoryStep, story: OrderStory, valid: boolean | null, words: string) {
  if (step.kind === "order.signed" && valid) return <Chip tone="signed">{words}</Chip>;
  if (step.seq === story.protection?.seq) return <ShieldCheck size={14} aria-hidden="true" className="text-signed" />;
  return undefined;
}
