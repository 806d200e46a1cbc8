import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { ScriptProblem } from "~/backend/bindings";

/** What is wrong with a script in the chosen language, where its code alone says it; else in the backend's English. */
export function useScriptProblem(): (problem: ScriptProblem) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    ({ code, message }) => {
      const key = `research.scripts.fault.${code.replace(/^script\./, "")}`;
      return i18n.language !== "en" && i18n.exists(key) ? t(key as "parts.close") : message;
    },
    [t, i18n],
  );
}
