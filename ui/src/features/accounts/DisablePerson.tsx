import { useTranslation } from "react-i18next";
import { commands, type UserView } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Dialog } from "~/components/overlay/Dialog";
import { Note } from "~/components/panel/Note";

/** What will happen, and a button that names it. */
export function DisablePerson({ person, onClose }: { person: UserView | null; onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const disabling = useDeskMutation((name: string) => commands.disableUser(name), ["people", "door", "audit"]);
  const name = person?.name ?? "";
  const close = () => {
    disabling.reset();
    onClose();
  };
  return (
    <Dialog
      open={person !== null}
      onClose={close}
      title={t("accounts.disableTitle", { name })}
      width={440}
      role="alertdialog"
      testId="accounts-disable-dialog"
    >
      <p className="mb-4 text-sm">{t("accounts.disableText", { name })}</p>
      {disabling.isError && (
        <Note tone="error" className="mb-3" testId="accounts-disable-error">
          {errorText(disabling.error)}
        </Note>
      )}
      <div className="flex justify-end gap-2">
        <Button onPress={close} testId="accounts-disable-back">
          {t("accounts.back")}
        </Button>
        <Button
          kind="destructive"
          isDisabled={disabling.isPending}
          onPress={() => disabling.mutate(name, { onSuccess: close })}
          testId="accounts-disable-confirm"
        >
          {t("accounts.doDisable", { name })}
        </Button>
      </div>
    </Dialog>
  );
}
