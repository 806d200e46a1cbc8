import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type ExchangeKeyView } from "~/backend/bindings";
import { useSecretAct } from "~/backend/useSecretAct";
import { Button } from "~/components/button/Button";
import { NumberField } from "~/components/fields/NumberField";
import { Dialog } from "~/components/overlay/Dialog";
import { venueName } from "~/components/words/venueName";
import { KeyRefused } from "./KeyRefused";
import { LONGEST_GRACE_HOURS, noSecrets, secretsAreWhole, secretsOf } from "./keyRules";
import { SecretFields } from "./SecretFields";

interface RotateKeyDialogProps {
  of: ExchangeKeyView | null;
  onClose: () => void;
}

/** New halves under the same label; the old ones work on for some hours. */
export function RotateKeyDialog({ of: key, onClose }: RotateKeyDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={key !== null}
      onClose={onClose}
      title={t("accounts.rotateTitle", { label: key?.label ?? "" })}
      icon={<RefreshCw size={16} aria-hidden="true" />}
      width={480}
      testId="rotate-key-dialog"
    >
      {key && <Form of={key} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ of: key, onClose }: { of: ExchangeKeyView; onClose: () => void }) {
  const { t } = useTranslation();
  const [form, setForm] = useState(noSecrets);
  const [hours, setHours] = useState("24");
  const rotating = useSecretAct<ExchangeKeyView>(["keys", "connections", "audit"]);
  const grace = Number(hours);
  const sound = hours !== "" && Number.isInteger(grace) && grace >= 0 && grace <= LONGEST_GRACE_HOURS;
  const ready = sound && secretsAreWhole(form) && !rotating.pending;
  const rotate = () => {
    if (!ready) return;
    const secrets = secretsOf(form);
    setForm(noSecrets);
    rotating.run(() => commands.rotateExchangeKey({ label: key.label, secrets, grace_hours: grace }), onClose);
  };
  return (
    <div className="space-y-3">
      <p className="text-sm">{t("accounts.rotateText", { venue: venueName(key.venue, "") })}</p>
      <SecretFields venue={key.venue} form={form} onChange={setForm} onEnter={rotate} />
      <NumberField
        label={t("accounts.grace")}
        labelAbove
        value={hours}
        onChange={setHours}
        unit={t("accounts.hours")}
        problem={sound ? undefined : t("accounts.graceLimit", { limit: LONGEST_GRACE_HOURS })}
        testId="key-grace"
      />
      {rotating.error && <KeyRefused error={rotating.error} venue={key.venue} />}
      <Button kind="primary" size="large" className="w-full" isDisabled={!ready} onPress={rotate} testId="key-rotate">
        {rotating.pending ? t("accounts.asking", { venue: venueName(key.venue, "") }) : t("accounts.checkAndRotate")}
      </Button>
    </div>
  );
}
