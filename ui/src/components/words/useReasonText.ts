import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { formatFigure } from "../numbers/formatFigure";
import { useLocale } from "../numbers/LocaleContext";

/** What is said by a code with figures, so that any language can word it; `text` is the same in English. */
export interface Coded {
  code: string;
  values: { [name in string]?: number | null };
  text: string;
}

/** Words a reason in the chosen language; without a wording of its own, or where a value is missing, in English. */
export function useReasonText(): (reason: Coded) => string {
  const { t, i18n } = useTranslation();
  const locale = useLocale();
  return useCallback(
    ({ code, values, text }) => {
      const key = `reasons.${code}`;
      if (code === "" || !i18n.exists(key)) return text || code;
      const figures: Record<string, string> = {};
      for (const [name, value] of Object.entries(values))
        if (value != null) figures[name] = formatFigure(value, locale);
      const said: string = t(key as "errors.unknown", figures as { message: string });
      return said.includes("{{") ? text : said;
    },
    [t, i18n, locale],
  );
}
