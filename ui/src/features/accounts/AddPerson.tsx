import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type NewUser, type Role, type UserView } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { PassphraseField } from "~/components/fields/PassphraseField";
import { SHORTEST_PASSPHRASE } from "~/components/fields/passphraseStrength";
import { Segmented } from "~/components/fields/Segmented";
import { Dialog } from "~/components/overlay/Dialog";
import { Note } from "~/components/panel/Note";
import { roleNames } from "./PeopleTable";

interface AddPersonProps {
  open: boolean;
  onClose: () => void;
  onAdded: (person: UserView) => void;
}

/** A name that the backend takes: 1 to 40 characters, no blanks, no colon. */
export function nameIsSound(name: string): boolean {
  return name.length > 0 && [...name].length <= 40 && !/[\s:\p{Cc}]/u.test(name);
}

export function AddPerson({ open, onClose, onAdded }: AddPersonProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("accounts.add")}
      icon={<UserPlus size={16} aria-hidden="true" />}
      width={460}
      testId="accounts-add-dialog"
    >
      <Form onAdded={onAdded} />
    </Dialog>
  );
}

/** Mounted with the dialog: a passphrase that was typed does not outlive it. */
function Form({ onAdded }: { onAdded: (person: UserView) => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("trader");
  const [passphrase, setPassphrase] = useState("");
  const adding = useDeskMutation((person: NewUser) => commands.addUser(person), ["people", "door", "audit"]);
  const ready = nameIsSound(name) && [...passphrase].length >= SHORTEST_PASSPHRASE && !adding.isPending;
  const add = () => ready && adding.mutate({ name, role, passphrase }, { onSuccess: onAdded });
  return (
    <div className="space-y-3">
      <Field
        label={t("accounts.name")}
        labelAbove
        large
        align="left"
        autoFocus
        value={name}
        onChange={setName}
        problem={name !== "" && !nameIsSound(name) ? t("errors.bad_name") : undefined}
        testId="accounts-name"
      />
      <div>
        <p className="mb-1 text-xs text-muted-foreground" aria-hidden="true">
          {t("accounts.role")}
        </p>
        <Segmented
          label={t("accounts.role")}
          fill
          segments={(["viewer", "trader", "admin"] as const).map((id) => ({ id, label: t(roleNames[id]) }))}
          value={role}
          onChange={setRole}
          testId="accounts-role"
        />
        <p className="mt-1.5 text-xs text-muted-foreground" aria-live="polite">
          {t(`accounts.roleText.${role}`)}
        </p>
      </div>
      <PassphraseField
        label={t("accounts.passphrase")}
        value={passphrase}
        onChange={setPassphrase}
        strength
        onEnter={add}
        testId="accounts-passphrase"
      />
      <p className="text-xs text-muted-foreground">{t("accounts.passphraseText")}</p>
      {adding.isError && (
        <Note tone="error" testId="accounts-add-error">
          {errorText(adding.error)}
        </Note>
      )}
      <Button kind="primary" size="large" className="w-full" isDisabled={!ready} onPress={add} testId="accounts-create">
        {t("accounts.create", { name: name || "…" })}
      </Button>
    </div>
  );
}
