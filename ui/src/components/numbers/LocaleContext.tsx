import { createContext, useContext } from "react";
import { type Locale, localeOf } from "./locale";

const LocaleContext = createContext<Locale>(localeOf("en", "UTC"));

export const LocaleProvider = LocaleContext.Provider;

export function useLocale(): Locale {
  return useContext(LocaleContext);
}
