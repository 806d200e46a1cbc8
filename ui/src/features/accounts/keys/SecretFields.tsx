import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Field } from "~/components/fields/Field";
import { SecretField } from "~/components/fields/SecretField";
import type { SecretForm } from "./keyRules";

interface SecretFieldsProps {
  venue: string;
  form: SecretForm;
  onChange: (form: SecretForm) => void;
  onEnter: () => void;
}

/** Both halves of a key; those of a second one for the account's stream under a lid. Coinbase gives its secret as PEM. */
export function SecretFields({ venue, form, onChange, onEnter }: SecretFieldsProps) {
  const { t } = useTranslation();
  const lines = venue === "coinbase" ? 5 : 1;
  const change = (some: Partial<SecretForm>) => onChange({ ...form, ...some });
  const secretLabel = t(venue === "coinbase" ? "accounts.secretPem" : "accounts.secret");
  return (
    <div className="space-y-3">
      <Field
        label={t(venue === "coinbase" ? "accounts.keyName" : "accounts.apiKey")}
        labelAbove
        align="left"
        mono
        value={form.key}
        onChange={(key) => change({ key })}
        testId="key-key"
      />
      <SecretField
        label={secretLabel}
        lines={lines}
        value={form.secret}
        onChange={(secret) => change({ secret })}
        onEnter={onEnter}
        testId="key-secret"
      />
      <details className="group text-xs">
        <summary
          className="inline-flex min-h-6 cursor-default list-none items-center gap-1 text-muted-foreground hover:text-foreground [&::-webkit-details-marker]:hidden"
          data-testid="key-stream"
        >
          <ChevronRight size={14} aria-hidden="true" className="group-open:rotate-90" />
          {t("accounts.streamKeyOwn")}
        </summary>
        <div className="mt-2 space-y-3">
          <p className="text-muted-foreground">{t("accounts.streamKeyText")}</p>
          <Field
            label={t("accounts.streamKey")}
            labelAbove
            align="left"
            mono
            value={form.streamKey}
            onChange={(streamKey) => change({ streamKey })}
            testId="key-stream-key"
          />
          <SecretField
            label={t("accounts.streamSecret")}
            lines={lines}
            value={form.streamSecret}
            onChange={(streamSecret) => change({ streamSecret })}
            onEnter={onEnter}
            testId="key-stream-secret"
          />
        </div>
      </details>
    </div>
  );
}
