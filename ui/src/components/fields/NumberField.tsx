import { TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../button/Button";
import { formatDecimal } from "../numbers/formatNumber";
import { useLocale } from "../numbers/LocaleContext";
import { Field } from "./Field";
import { editable, type Reading, readDecimal } from "./readDecimal";

interface NumberFieldProps {
  label: string;
  /** Decimal text (`1234.5`), or "" for none. Never a binary number: this is what is signed and sent. */
  value: string;
  /** Decimal text, or "" while what is typed is empty, unreadable or ambiguous. */
  onChange: (text: string) => void;
  /** Least decimals shown when the field is left; more that were typed are kept. */
  decimals?: number;
  unit?: ReactNode;
  problem?: ReactNode;
  labelAbove?: boolean;
  /** Read aloud only: it stands in sight elsewhere. */
  hideLabel?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  onEnter?: () => void;
  testId?: string;
}

/** A figure, in either decimal sign. What can be read two ways is asked, not guessed. */
export function NumberField({ value, onChange, decimals = 0, problem, ...rest }: NumberFieldProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [typed, setTyped] = useState<string | null>(null);
  const reading: Reading | null = typed === null ? null : readDecimal(typed, locale);

  const type = (text: string) => {
    setTyped(text);
    const read = readDecimal(text, locale);
    onChange(read.kind === "value" ? read.text : "");
  };
  const choose = (text: string) => {
    setTyped(null);
    onChange(text);
  };
  const shown = (text: string) => {
    const fraction = text.split(".")[1]?.length ?? 0;
    return text === "" ? "" : formatDecimal(text, Math.max(decimals, fraction), locale);
  };

  const kept = reading?.kind === "ambiguous" || reading?.kind === "invalid";
  return (
    <div className="min-w-0">
      <Field
        {...rest}
        value={typed ?? shown(value)}
        onChange={type}
        onFocus={() => setTyped((now) => now ?? editable(value, locale))}
        onBlur={() => !kept && setTyped(null)}
        problem={reading?.kind === "invalid" ? t("parts.numberUnreadable", { text: typed ?? "" }) : problem}
      />
      {reading?.kind === "ambiguous" && (
        <div
          role="alert"
          className="mt-1 flex flex-wrap items-center gap-1.5 text-xs text-warn"
          data-testid={rest.testId && `${rest.testId}-ambiguous`}
        >
          <TriangleAlert size={14} aria-hidden="true" className="shrink-0" />
          <span>{t("parts.numberAmbiguous", { text: typed ?? "" })}</span>
          {[reading.asDecimal, reading.asThousands].map((text) => (
            <Button key={text} size="small" onPress={() => choose(text)}>
              {shown(text)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
