import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../button/Button";
import { Field } from "../fields/Field";

interface HashConfirmProps {
  /** Hex of what is signed; its last four digits are asked for. */
  hash: string;
  disabled?: boolean;
  onConfirmed: () => void;
  label: string;
  testId?: string;
}

/** For hands that cannot hold: the last four digits of the hash are typed instead. */
export function HashConfirm({ hash, disabled, onConfirmed, label, testId }: HashConfirmProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const wanted = hash.slice(-4).toLowerCase();
  const right = wanted.length === 4 && typed.trim().toLowerCase() === wanted;
  return (
    <div className="flex flex-1 items-start gap-2">
      <div className="flex-1">
        <Field
          label={t("parts.lastFour")}
          value={typed}
          onChange={setTyped}
          mono
          large
          maxLength={4}
          problem={typed.length === 4 && !right ? t("parts.lastFourWrong", { typed }) : undefined}
          onEnter={() => right && !disabled && onConfirmed()}
          testId={testId && `${testId}-hash`}
        />
      </div>
      <Button kind="primary" size="large" isDisabled={!right || disabled} onPress={onConfirmed} testId={testId}>
        {label}
      </Button>
    </div>
  );
}
