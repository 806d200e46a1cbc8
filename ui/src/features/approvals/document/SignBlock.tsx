import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useSession } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { usePreferences } from "~/backend/usePreferences";
import { useSnapshot } from "~/backend/useSnapshot";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { Field } from "~/components/fields/Field";
import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import { Seal } from "~/components/marks/Seal";
import { Note } from "~/components/panel/Note";
import { HashConfirm } from "~/components/signing/HashConfirm";
import { HoldButton } from "~/components/signing/HoldButton";
import { type Approval, blockOf } from "../approval";
import { SignLine } from "./SignLine";
import { useBlockText } from "./useBlockText";

interface SignBlockProps {
  approval: Approval;
  nowMs: number;
  onSigned: (id: string) => void;
}

/** Reason, signature line, Reject, Hold to sign; the seal draws itself while it is held. */
export function SignBlock({ approval: a, nowMs, onSigned }: SignBlockProps) {
  const { t } = useTranslation();
  const session = useSession();
  const paused = useSnapshot().data?.paused ?? false;
  const errorText = useErrorText();
  const blockText = useBlockText();
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const [progress, setProgress] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const actions = useRef<HTMLDivElement>(null);

  const sign = useDeskMutation(
    (heldMs: number) => commands.signApproval({ approval: a.id, reason: reason.trim(), statement_hash: a.statement_hash, held_ms: heldMs }), // biome-ignore format: one line
    ["approvals", "snapshot", "audit"],
  );
  const reject = useDeskMutation(
    () => commands.rejectApprovals([a.id], reason.trim()),
    ["approvals", "snapshot", "audit"],
  );
  const rejectNow = () => {
    if (reason.trim() !== "") return reject.mutate(undefined);
    setAsked(true);
    field.current?.focus();
  };
  useShortcut("reject", rejectNow, !reject.isPending);

  const block = blockOf(a, nowMs, paused, reason);
  const off = block ? blockText(a, block) : sign.isPending ? t("approvals.signing") : undefined;
  const error = sign.error ?? reject.error;
  const mine = a.signatures.some((s) => s.user === session?.user);
  if (mine) {
    return (
      <>
        <SignLine approval={a} signer={session} />
        <p className="mt-2 text-xs text-muted-foreground">{t("approvals.youSigned")}</p>
      </>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-x-5 gap-y-3 max-[1180px]:grid-cols-1">
      <div className="flex min-w-0 flex-col gap-3">
        <Field
          label={t("approvals.reasonLabel")}
          unit={t("approvals.reasonNote")}
          value={reason}
          onChange={(text) => {
            setReason(text);
            setAsked(false);
          }}
          align="left"
          maxLength={200}
          inputRef={field}
          problem={asked ? t("approvals.reasonMissing") : undefined}
          onEnter={() => actions.current?.querySelector<HTMLElement>("[data-testid=approval-sign]")?.focus()}
          testId="approval-reason"
        />
        <SignLine approval={a} signer={session} />
      </div>
      <div className="row-span-2 size-32 max-[1180px]:hidden">
        <Seal signature={a.statement_hash} size={128} progress={progress} />
      </div>
      <div ref={actions} className="flex min-w-0 gap-2">
        <Button
          size="large"
          onPress={rejectNow}
          isDisabled={reject.isPending}
          className="min-w-24"
          testId="approval-reject"
        >
          {t("approvals.rejectAct")} <Kbd chord="R" />
        </Button>
        <SignGesture
          key={sign.failureCount}
          approval={a}
          off={off}
          seal={session?.public_key}
          onProgress={setProgress}
          onSign={(heldMs) => sign.mutate(heldMs, { onSuccess: () => onSigned(a.id), onError: () => setProgress(0) })}
        />
      </div>
      {error && (
        <Note tone="error" className="col-span-full" testId="approval-error">
          {errorText(error)}
        </Note>
      )}
    </div>
  );
}

interface SignGestureProps {
  approval: Approval;
  off: string | undefined;
  seal: string | undefined;
  onProgress: (progress: number) => void;
  onSign: (heldMs: number) => void;
}

/** Held, or for hands that cannot hold, confirmed with the end of the hash. */
function SignGesture({ approval, off, seal, onProgress, onSign }: SignGestureProps) {
  const { t } = useTranslation();
  const byHash = usePreferences().preferences?.sign_by === "hash";
  if (byHash && off === undefined) {
    return (
      <HashConfirm
        hash={approval.statement_hash}
        label={t("approvals.signLabel")}
        onConfirmed={() => onSign(0)}
        testId="approval-sign"
      />
    );
  }
  return (
    <HoldButton
      mode={approval.mode}
      seal={seal}
      off={off}
      shortcut="a"
      onHeld={onSign}
      onProgress={onProgress}
      testId="approval-sign"
    >
      {t("approvals.holdToSign")}
    </HoldButton>
  );
}
