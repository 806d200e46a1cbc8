import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type ExchangeKeyView } from "~/backend/bindings";
import { useSecretAct } from "~/backend/useSecretAct";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { Select } from "~/components/fields/Select";
import { Dialog } from "~/components/overlay/Dialog";
import { venueName } from "~/components/words/venueName";
import { KeyRefused } from "./KeyRefused";
import { KEY_VENUES, type KeyVenue, labelIsSound, noSecrets, secretsAreWhole, secretsOf } from "./keyRules";
import { SecretFields } from "./SecretFields";

interface AddKeyDialogProps {
  open: boolean;
  onClose: () => void;
  onAdded: (key: ExchangeKeyView) => void;
}

/** A key is checked at its venue before it is kept. */
export function AddKeyDialog({ open, onClose, onAdded }: AddKeyDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("accounts.addKey")}
      icon={<KeyRound size={16} aria-hidden="true" />}
      width={480}
      testId="add-key-dialog"
    >
      <Form onAdded={onAdded} />
    </Dialog>
  );
}

/** Mounted with the dialog: secrets do not outlive it, and once sent they are gone from it. */
function Form({ onAdded }: { onAdded: (key: ExchangeKeyView) => void }) {
  const { t } = useTranslation();
  const [venue, setVenue] = useState<KeyVenue>("kraken");
  const [label, setLabel] = useState("");
  const [form, setForm] = useState(noSecrets);
  const adding = useSecretAct<ExchangeKeyView>(["keys", "connections", "audit"]);
  const ready = labelIsSound(label) && secretsAreWhole(form) && !adding.pending;
  const add = () => {
    if (!ready) return;
    const secrets = secretsOf(form);
    setForm(noSecrets);
    adding.run(() => commands.addExchangeKey({ label, venue, secrets }), onAdded);
  };
  return (
    <div className="space-y-3">
      <Select
        label={t("accounts.venue")}
        labelAbove
        options={KEY_VENUES.map((id) => ({ id, label: venueName(id, "") }))}
        value={venue}
        onChange={setVenue}
        testId="key-venue"
      />
      <p className="text-xs text-muted-foreground" aria-live="polite" data-testid="key-rights">
        {t("accounts.giveRights", { rights: t(`accounts.rightsAt.${venue}`) })}
      </p>
      <Field
        label={t("accounts.label")}
        labelAbove
        align="left"
        value={label}
        onChange={setLabel}
        problem={label !== "" && !labelIsSound(label) ? t("errors.key_label") : undefined}
        maxLength={40}
        testId="key-label"
      />
      <SecretFields venue={venue} form={form} onChange={setForm} onEnter={add} />
      {adding.error && <KeyRefused error={adding.error} venue={venue} />}
      <p className="text-xs text-muted-foreground">{t("accounts.sealedText")}</p>
      <Button kind="primary" size="large" className="w-full" isDisabled={!ready} onPress={add} testId="key-add">
        {adding.pending ? t("accounts.asking", { venue: venueName(venue, "") }) : t("accounts.checkAndKeep")}
      </Button>
    </div>
  );
}
