import { OctagonX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { Dialog } from "~/components/overlay/Dialog";
import { Note } from "~/components/panel/Note";

interface RevokeAllDialogProps {
  open: boolean;
  /** How many would go. */
  count: number;
  onClose: () => void;
}

/** Trading pauses, then every key is wiped. Asks for a word. */
export function RevokeAllDialog({ open, count, onClose }: RevokeAllDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("accounts.revokeAllTitle")}
      icon={<OctagonX size={16} aria-hidden="true" className="text-destructive" />}
      width={460}
      role="alertdialog"
      testId="revoke-all-dialog"
    >
      <Form count={count} onClose={onClose} />
    </Dialog>
  );
}

function Form({ count, onClose }: { count: number; onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const word = t("accounts.revokeWord");
  const revoking = useDeskMutation(
    (why: string) => commands.revokeAllExchangeKeys(why),
    ["keys", "connections", "audit", "snapshot", "risk"],
  );
  const ready = typed.trim().toLocaleUpperCase() === word && reason.trim() !== "" && !revoking.isPending;
  return (
    <div className="space-y-3">
      <p className="text-sm">{t("accounts.revokeAllText", { count })}</p>
      <Field
        label={t("accounts.reason")}
        labelAbove
        align="left"
        autoFocus
        value={reason}
        onChange={setReason}
        maxLength={200}
        testId="revoke-all-reason"
      />
      <Field
        label={t("accounts.typeWord", { word })}
        labelAbove
        align="left"
        value={typed}
        onChange={setTyped}
        testId="revoke-all-word"
      />
      {revoking.isError && (
        <Note tone="error" testId="revoke-all-error">
          {errorText(revoking.error)}
        </Note>
      )}
      <Button
        kind="destructiveFill"
        size="large"
        className="w-full"
        isDisabled={!ready}
        onPress={() => revoking.mutate(reason.trim(), { onSuccess: onClose })}
        testId="revoke-all-confirm"
      >
        {t("accounts.doRevokeAll", { count })}
      </Button>
    </div>
  );
}
