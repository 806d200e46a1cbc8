import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { formatFigure } from "~/components/numbers/formatFigure";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Problem } from "./setUp";

/** What stands against a field, in words; nothing where nothing does. */
export function useProblemText(): (problem: Problem | undefined) => string | undefined {
  const { t } = useTranslation();
  const locale = useLocale();
  return useCallback(
    (problem) => {
      if (!problem) return undefined;
      const words = Object.entries(problem.values).map(([name, v]) => [
        name,
        typeof v === "number" ? formatFigure(v, locale) : v,
      ]);
      return t(`research.problem.${problem.code}`, Object.fromEntries(words));
    },
    [t, locale],
  );
}
