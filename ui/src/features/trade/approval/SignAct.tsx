import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type ApprovalView, commands } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useSession } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { usePreferences } from "~/backend/usePreferences";
import { FieldProblem } from "~/components/fields/FieldProblem";
import { useNow } from "~/components/numbers/useNow";
import { HashConfirm } from "~/components/signing/HashConfirm";
import { HoldButton } from "~/components/signing/HoldButton";
import { useReasonText } from "~/components/words/useReasonText";
import { secondsLeft } from "./waiting";

interface SignActProps {
  approval: ApprovalView;
  onProgress?: (progress: number) => void;
}

/** The countersignature under what was on screen: its hash goes along, anything else is refused. */
export function SignAct({ approval, onProgress }: SignActProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const reasonText = useReasonText();
  const session = useSession();
  const { preferences } = usePreferences();
  const [attempt, setAttempt] = useState(0);
  const out = secondsLeft(approval, useNow(1000)) <= 0;
  const sign = useDeskMutation(
    (heldMs: number) =>
      commands.signApproval({
        approval: approval.id,
        reason: reasonText(approval.reason).slice(0, 500),
        statement_hash: approval.statement_hash,
        held_ms: heldMs,
      }),
    ["approvals", "snapshot", "audit"],
  );
  const act = (heldMs: number) => sign.mutate(heldMs, { onError: () => setAttempt((n) => n + 1) });
  const code = out ? "expired" : approval.signable ? null : (approval.blocked_by ?? "no_price");
  const off = code === null ? undefined : t(`errors.${code}` as "errors.expired", { defaultValue: code });
  return (
    <div className="min-w-0 flex-1">
      {preferences?.sign_by === "hash" ? (
        <HashConfirm
          hash={approval.statement_hash}
          label={t("trade.sign")}
          disabled={code !== null || sign.isPending}
          onConfirmed={() => act(0)}
          testId="approval-sign"
        />
      ) : (
        <HoldButton
          key={attempt}
          mode={approval.mode}
          seal={session?.public_key}
          off={off}
          shortcut="a"
          onHeld={act}
          onProgress={onProgress}
          testId="approval-sign"
        >
          {t("parts.holdToSign")}
        </HoldButton>
      )}
      {sign.isError && <FieldProblem testId="approval-sign-problem">{errorText(sign.error)}</FieldProblem>}
    </div>
  );
}
