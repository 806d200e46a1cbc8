import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ApprovalView, commands } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { Field } from "~/components/fields/Field";
import { FieldProblem } from "~/components/fields/FieldProblem";
import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import { Popover } from "~/components/overlay/Popover";

interface RejectActProps {
  approval: ApprovalView;
  label: string;
  size?: "normal" | "large";
}

/** R, or the button; a reason goes into the chain. */
export function RejectAct({ approval, label, size = "large" }: RejectActProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLSpanElement>(null);
  useShortcut("reject", () => box.current?.querySelector("button")?.click());
  return (
    <span ref={box}>
      <Popover
        label={t("trade.rejectTitle")}
        placement="top start"
        testId="approval-reject-popover"
        trigger={
          <Button size={size} testId="approval-reject">
            {label} <Kbd chord="R" />
          </Button>
        }
      >
        {(close) => <RejectForm approval={approval} onDone={close} />}
      </Popover>
    </span>
  );
}

function RejectForm({ approval, onDone }: { approval: ApprovalView; onDone: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [reason, setReason] = useState("");
  const reject = useDeskMutation(
    (why: string) => commands.rejectApprovals([approval.id], why),
    ["approvals", "snapshot", "audit"],
  );
  const act = () => reject.mutate(reason.trim() || t("trade.noReason"), { onSuccess: onDone });
  return (
    <div className="flex w-72 max-w-full flex-col gap-2">
      <Field
        label={t("trade.why")}
        labelAbove
        align="left"
        value={reason}
        onChange={setReason}
        onEnter={act}
        autoFocus
        maxLength={500}
        testId="approval-reject-reason"
      />
      {reject.isError && <FieldProblem>{errorText(reject.error)}</FieldProblem>}
      <Button kind="outline" onPress={act} isDisabled={reject.isPending} testId="approval-reject-confirm">
        {t("trade.doReject")}
      </Button>
    </div>
  );
}
