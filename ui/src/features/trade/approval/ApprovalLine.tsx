import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ApprovalView } from "~/backend/bindings";
import { formatCountdown } from "~/components/numbers/formatTime";
import { useNow } from "~/components/numbers/useNow";
import { useStrategyText } from "~/components/words/useStrategyText";
import { venueName } from "~/components/words/venueName";
import { ApprovalTitle } from "./ApprovalHead";
import { secondsLeft } from "./waiting";

interface ApprovalLineProps {
  approval: ApprovalView;
  decimals: number;
  onSelect: () => void;
}

/** One that waits behind the one on the card. */
export function ApprovalLine({ approval: a, decimals, onSelect }: ApprovalLineProps) {
  const { t } = useTranslation();
  const strategy = useStrategyText();
  const left = secondsLeft(a, useNow(1000));
  return (
    <button
      type="button"
      onClick={onSelect}
      className="flex w-full items-center gap-2.5 border-b px-3 py-2 text-left -outline-offset-2! hover:bg-muted [@media(max-height:840px)]:hidden"
      data-testid={`approval-line-${a.id}`}
    >
      <span className="w-9 text-center text-xs font-medium text-muted-foreground">
        {a.status === "pending" ? formatCountdown(left) : t("trade.signedShort")}
      </span>
      <span className="min-w-0 flex-1">
        <ApprovalTitle approval={a} decimals={decimals} className="text-xs" />
        <span className="block text-2xs text-muted-foreground">
          {a.instrument.symbol}, {venueName(a.instrument.venue, t("shell.builtin"))}, {strategy.name(a.strategy)}
        </span>
      </span>
      <ChevronRight size={14} aria-hidden="true" className="text-muted-foreground" />
    </button>
  );
}
