import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ToggleButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Field } from "./Field";
import { passphraseStrength, SHORTEST_PASSPHRASE, type Strength } from "./passphraseStrength";

interface PassphraseFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Shows four bars; for a new passphrase, not for signing in. */
  strength?: boolean;
  problem?: ReactNode;
  autoFocus?: boolean;
  onEnter?: () => void;
  testId?: string;
}

export function PassphraseField({ strength, value, testId, ...rest }: PassphraseFieldProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const Icon = open ? EyeOff : Eye;
  return (
    <div>
      <Field
        {...rest}
        value={value}
        labelAbove
        large
        align="left"
        type={open ? "text" : "password"}
        autoComplete={strength ? "new-password" : "current-password"}
        testId={testId}
        trailing={
          <ToggleButton
            isSelected={open}
            onChange={setOpen}
            aria-label={t("parts.showPassphrase")}
            className="grid size-6 place-items-center rounded-sm text-muted-foreground hover:text-foreground"
          >
            <Icon size={14} aria-hidden="true" />
          </ToggleButton>
        }
      />
      {strength && <StrengthBars strength={passphraseStrength(value)} empty={value === ""} testId={testId} />}
    </div>
  );
}

const words = ["parts.strength0", "parts.strength1", "parts.strength2", "parts.strength3", "parts.strength4"] as const;

function StrengthBars({ strength, empty, testId }: { strength: Strength; empty: boolean; testId?: string }) {
  const { t } = useTranslation();
  return (
    <div className="mt-2 flex items-center gap-2 text-xs text-muted-foreground">
      <span className="flex gap-1" aria-hidden="true">
        {[1, 2, 3, 4].map((n) => (
          <i key={n} className={`h-1 w-8 rounded-full ${n <= strength ? "bg-primary" : "bg-border-strong"}`} />
        ))}
      </span>
      <span aria-live="polite" data-testid={testId && `${testId}-strength`}>
        {empty
          ? t("parts.strengthEmpty", { count: SHORTEST_PASSPHRASE })
          : t(words[strength], { count: SHORTEST_PASSPHRASE })}
      </span>
    </div>
  );
}
