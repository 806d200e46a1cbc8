import { useTranslation } from "react-i18next";
import { Field } from "~/components/fields/Field";
import { type AddressField, type AddressForm, addressProblem } from "./addresses";

interface AddressFieldsProps {
  form: AddressForm;
  onChange: (form: AddressForm) => void;
}

const fields: readonly { id: AddressField; label: "rest" | "stream" | "privateStream"; example: string }[] = [
  { id: "rest", label: "rest", example: "http://127.0.0.1:8080" },
  { id: "ws", label: "stream", example: "ws://127.0.0.1:8080" },
  { id: "wsPrivate", label: "privateStream", example: "ws://127.0.0.1:8080" },
];

/** Where the venue is, where that is not its own hosts. Left empty, its own are used. */
export function AddressFields({ form, onChange }: AddressFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="space-y-3">
      <p className="text-xs text-muted-foreground">{t("connections.otherAddressesText")}</p>
      {fields.map(({ id, label, example }) => {
        const problem = addressProblem(id, form[id]);
        return (
          <Field
            key={id}
            label={t(`connections.${label}`)}
            labelAbove
            align="left"
            mono
            value={form[id]}
            onChange={(text) => onChange({ ...form, [id]: text })}
            problem={problem === null ? undefined : t(`connections.badAddress.${problem}`, { example })}
            testId={`connect-${id === "wsPrivate" ? "ws-private" : id}`}
          />
        );
      })}
    </div>
  );
}
