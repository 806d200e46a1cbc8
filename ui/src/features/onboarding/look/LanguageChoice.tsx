import { Check } from "lucide-react";
import { Radio, RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { type Language, localeOf } from "~/components/numbers/locale";

const languages: readonly { id: Language; name: string }[] = [
  { id: "en", name: "English" },
  { id: "sv", name: "Svenska" },
  { id: "th", name: "ไทย" },
];

export const choice =
  "cursor-default rounded-md border outline-none selected:border-primary selected:ring selected:ring-primary focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-ring";

/** Each language in its own words, with a number as it will be written. */
export function LanguageChoice({ language, onChange }: { language: string; onChange: (to: Language) => void }) {
  const { t } = useTranslation();
  return (
    <RadioGroup
      aria-label={t("onboarding.language")}
      value={language}
      onChange={(to) => onChange(to as Language)}
      className="flex flex-col gap-2"
    >
      {languages.map(({ id, name }) => (
        <Radio
          key={id}
          value={id}
          data-testid={`onboarding-language-${id}`}
          className={`${choice} flex min-h-[46px] items-center gap-3 px-3.5 selected:bg-signed-wash`}
        >
          <span lang={id} className="text-md font-medium">
            {name}
          </span>
          <span className="text-xs text-muted-foreground">{formatDecimal("10234.12", 2, localeOf(id, "UTC"))}</span>
          <span className="flex-1" />
          {id === language && <Check size={16} aria-hidden="true" className="text-primary" />}
        </Radio>
      ))}
    </RadioGroup>
  );
}
