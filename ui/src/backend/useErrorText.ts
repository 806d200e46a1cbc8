import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { asDeskError } from "./deskError";

/** The sentence for a thrown error: by its code in the chosen language, with its values; else the backend's English. */
export function useErrorText(): (thrown: unknown) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    (thrown: unknown) => {
      const { code, message, details } = asDeskError(thrown);
      const key = `errors.${code}`;
      if (code === "unknown" || !i18n.exists(key)) return message;
      const text = t(key as "errors.unknown", { ...details, message });
      // A translation that misses a value says less than the backend's own sentence.
      return text.includes("{{") ? message : text;
    },
    [t, i18n],
  );
}
