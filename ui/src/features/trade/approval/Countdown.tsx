import { useTranslation } from "react-i18next";
import type { ApprovalView } from "~/backend/bindings";
import { Ring } from "~/components/marks/Ring";
import { useNow } from "~/components/numbers/useNow";
import { secondsInAll, secondsLeft } from "./waiting";

/** The ring, and once it is late what letting it run out means. Said aloud at 60 s and at 15 s. */
export function Countdown({ approval, size }: { approval: ApprovalView; size?: number }) {
  const { t } = useTranslation();
  const left = secondsLeft(approval, useNow(1000));
  const said = left <= 15 ? t("trade.leftLate", { seconds: 15 }) : left <= 60 ? t("trade.left", { seconds: 60 }) : "";
  return (
    <>
      <Ring secondsLeft={left} totalSeconds={secondsInAll(approval)} size={size} testId="approval-ring" />
      <span className="sr-only" aria-live="assertive">
        {said}
      </span>
    </>
  );
}

/** "14 s left. Unsigned means no trade." */
export function LateLine({ approval }: { approval: ApprovalView }) {
  const { t } = useTranslation();
  const left = Math.ceil(secondsLeft(approval, useNow(1000)));
  if (left > 15 || approval.status !== "pending") return null;
  return (
    <p className="text-xs font-medium text-destructive" data-testid="approval-late">
      {left > 0 ? t("trade.leftLate", { seconds: left }) : t("errors.expired")}
    </p>
  );
}
