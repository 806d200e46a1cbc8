import { useTranslation } from "react-i18next";
import { useSession } from "~/backend/useDoor";
import { Seal } from "~/components/marks/Seal";
import { HoldButton } from "~/components/signing/HoldButton";
import type { Practice } from "./usePractice";

interface PracticeSignProps {
  approval: Practice;
  progress: number;
  onProgress: (progress: number) => void;
  /** A failed one makes the button usable again. */
  attempt: number;
  busy: boolean;
  onSign: (heldMs: number) => void;
}

export function PracticeSign({ approval, progress, onProgress, attempt, busy, onSign }: PracticeSignProps) {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <div className="mt-4 flex flex-col items-center gap-3">
      <Seal signature={approval.statement_hash} size={160} progress={progress} />
      <div className="flex w-full">
        <HoldButton
          key={attempt}
          mode={approval.mode}
          seal={session?.public_key}
          shortcut="a"
          off={busy ? t("approvals.signing") : undefined}
          onHeld={onSign}
          onProgress={onProgress}
          testId="onboarding-sign"
        >
          {t("onboarding.hold")}
        </HoldButton>
      </div>
      <p className="text-center text-xs text-muted-foreground">{t("onboarding.holdNote")}</p>
    </div>
  );
}
