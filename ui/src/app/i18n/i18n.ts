import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { isLanguage, type Language } from "~/components/numbers/locale";
import { en } from "./en";
import { sv } from "./sv";
import { th } from "./th";

export const dictionaries = { en, sv, th };

/** The language of the system where it is one of ours, otherwise English. */
export function systemLanguage(): Language {
  const first = navigator.language?.slice(0, 2).toLowerCase() ?? "en";
  return isLanguage(first) ? first : "en";
}

export function startI18n(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    resources: { en: { translation: en }, sv: { translation: sv }, th: { translation: th } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}

export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
}
