import { CircleSlash, Timer, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Ring } from "~/components/marks/Ring";
import { Seal } from "~/components/marks/Seal";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useStrategyText } from "~/components/words/useStrategyText";
import { ApprovalTitle } from "../ApprovalTitle";
import { type Approval, decidedAt, isWaiting } from "../approval";
import { usePersonName } from "../usePersonName";
import { useSteps, useVenueName } from "../useSteps";
import { useFateText } from "./useFateText";

interface QueueRowProps {
  approval: Approval;
  chosen: boolean;
  nowMs: number;
  onChoose: () => void;
}

export function QueueRow({ approval: a, chosen, nowMs, onChoose }: QueueRowProps) {
  const waiting = isWaiting(a, nowMs);
  const steps = useSteps(a.instrument, { price: a.entry, quantity: a.quantity });
  const [line, small] = useLines(a, waiting);
  return (
    <li>
      <button
        type="button"
        onClick={onChoose}
        aria-current={chosen ? "true" : undefined}
        data-testid={`approval-row-${a.id}`}
        data-status={a.status}
        className={`flex w-full items-start gap-2.5 border-b border-l-2 px-3.5 py-2.5 text-left focus-visible:-outline-offset-2 ${
          chosen ? "border-l-primary bg-accent" : "border-l-transparent hover:bg-accent"
        }`}
      >
        <RowMark approval={a} waiting={waiting} nowMs={nowMs} />
        <span className="min-w-0 flex-1">
          <ApprovalTitle approval={a} decimals={steps.quantity} quiet={!waiting && a.status !== "used"} />
          <span className="block truncate text-xs text-muted-foreground">{line}</span>
          <span className="block truncate text-2xs text-subtle-foreground">{small}</span>
        </span>
      </button>
    </li>
  );
}

/** What is asked for, while it waits; what became of it, afterwards. */
function useLines(a: Approval, waiting: boolean): [ReactNode, ReactNode] {
  const { t } = useTranslation();
  const locale = useLocale();
  const venue = useVenueName();
  const strategy = useStrategyText();
  const person = usePersonName();
  const fate = useFateText();
  if (!waiting) {
    return [
      fate(a),
      t("approvals.rowBy", { time: formatTime(decidedAt(a), "minute", locale), who: person(a.decided_by) }),
    ];
  }
  const where = t("approvals.where", {
    symbol: a.instrument.symbol,
    venue: venue(a.instrument.venue),
    notional: formatDecimal(a.notional, 2, locale),
    currency: a.quote_currency,
  });
  if (a.status === "signed") return [where, t("approvals.rowToExecute")];
  return [
    where,
    a.timeframe
      ? t("approvals.by", { strategy: strategy.name(a.strategy), timeframe: a.timeframe })
      : t("approvals.byHand", { strategy: strategy.name(a.strategy), who: person(a.proposed_by) }),
  ];
}

function RowMark({ approval: a, waiting, nowMs }: { approval: Approval; waiting: boolean; nowMs: number }) {
  const signature = a.signatures.at(-1)?.signature;
  if (waiting && a.status === "pending") {
    return (
      <Ring
        secondsLeft={(a.expires_ms - nowMs) / 1000}
        totalSeconds={(a.expires_ms - a.created_ms) / 1000}
        size={36}
        testId={`approval-ring-${a.id}`}
      />
    );
  }
  const Icon = a.status === "rejected" ? X : a.status === "refused" ? CircleSlash : Timer;
  return (
    <span className="grid size-9 shrink-0 place-items-center text-subtle-foreground">
      {signature && (waiting || a.status === "used") ? (
        <Seal signature={signature} size={32} />
      ) : (
        <Icon size={20} aria-hidden="true" />
      )}
    </span>
  );
}
