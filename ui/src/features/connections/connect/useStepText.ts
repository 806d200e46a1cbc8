import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { TestStep } from "~/backend/bindings";
import { DeskError } from "~/backend/deskError";
import { useErrorText } from "~/backend/useErrorText";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Locale } from "~/components/numbers/locale";
import { formatOffset } from "../venues/figures";

const codes = ["rest", "clock", "stream", "key", "account"] as const;
type Code = (typeof codes)[number];
const isCode = (code: string): code is Code => (codes as readonly string[]).includes(code);

/** The figure a step names, as it is shown. */
function figure(code: Code, values: TestStep["values"], locale: Locale): string | undefined {
  const whole = (text: string | undefined) => (text === undefined ? undefined : formatDecimal(text, 0, locale));
  switch (code) {
    case "rest":
      return whole(values.instruments);
    case "clock":
      return values.offset_ms === undefined ? undefined : formatOffset(Number(values.offset_ms), locale);
    case "stream":
      return values.symbol;
    case "key":
      return values.granted;
    case "account":
      return whole(values.balances);
  }
}

/** A step of a test in words: what was asked, and what came of it. */
export function useStepText() {
  const { t } = useTranslation();
  const locale = useLocale();
  const errorText = useErrorText();
  return useMemo(
    () => ({
      title: ({ code }: TestStep) => (isCode(code) ? t(`connections.steps.${code}`) : code),
      detail: ({ code, ok, error, values }: TestStep) => {
        if (!ok) return error ? errorText(new DeskError({ ...error, details: values })) : "";
        if (!isCode(code)) return "";
        const value = figure(code, values, locale);
        return value === undefined || value === "" ? "" : t(`connections.stepSays.${code}`, { value });
      },
    }),
    [t, locale, errorText],
  );
}
