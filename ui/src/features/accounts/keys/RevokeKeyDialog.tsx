import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type ExchangeKeyView } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { Dialog } from "~/components/overlay/Dialog";
import { Note } from "~/components/panel/Note";
import { venueName } from "~/components/words/venueName";

interface RevokeKeyDialogProps {
  of: ExchangeKeyView | null;
  onClose: () => void;
}

/** What will happen, a reason for the record, and a button that names it. */
export function RevokeKeyDialog({ of: key, onClose }: RevokeKeyDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={key !== null}
      onClose={onClose}
      title={t("accounts.revokeTitle", { label: key?.label ?? "" })}
      width={460}
      role="alertdialog"
      testId="revoke-key-dialog"
    >
      {key && <Form of={key} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ of: key, onClose }: { of: ExchangeKeyView; onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [reason, setReason] = useState("");
  const revoking = useDeskMutation(
    (why: string) => commands.revokeExchangeKey(key.label, why),
    ["keys", "connections", "audit"],
  );
  return (
    <div className="space-y-3">
      <p className="text-sm">{t("accounts.revokeText", { venue: venueName(key.venue, "") })}</p>
      <Field
        label={t("accounts.reason")}
        labelAbove
        align="left"
        autoFocus
        value={reason}
        onChange={setReason}
        maxLength={200}
        testId="key-revoke-reason"
      />
      {revoking.isError && (
        <Note tone="error" testId="key-revoke-error">
          {errorText(revoking.error)}
        </Note>
      )}
      <div className="flex justify-end gap-2">
        <Button onPress={onClose} testId="key-revoke-back">
          {t("accounts.back")}
        </Button>
        <Button
          kind="destructive"
          isDisabled={revoking.isPending || reason.trim() === ""}
          onPress={() => revoking.mutate(reason.trim(), { onSuccess: onClose })}
          testId="key-revoke-confirm"
        >
          {t("accounts.doRevoke", { label: key.label })}
        </Button>
      </div>
    </div>
  );
}
