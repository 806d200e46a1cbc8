import { type ReactNode, useEffect, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { usePreferences } from "~/backend/usePreferences";
import { LocaleProvider } from "~/components/numbers/LocaleContext";
import { isLanguage, localeOf } from "~/components/numbers/locale";
import { changeLanguage, systemLanguage } from "../i18n/i18n";
import { type Appearance, applyAppearance, lastAppearance, rememberAppearance } from "./appearance";
import { useTextSize } from "./useTextSize";

/** Theme, contrast, direction, density, language and zone, from the preferences in force. */
export function AppearanceProvider({ children }: { children: ReactNode }) {
  const { preferences } = usePreferences();
  const [first] = useState(() => lastAppearance(systemLanguage()));
  const look: Appearance = preferences ?? first;
  const { language, theme, high_contrast, direction, density } = look;
  const systemDark = useSystemDark();
  const known = isLanguage(language) ? language : "en";
  const timeZone = preferences?.time_zone ?? "UTC";

  useEffect(() => {
    const now = { language: known, theme, high_contrast, direction, density };
    applyAppearance(document.documentElement, now, systemDark);
    rememberAppearance(now);
  }, [known, theme, high_contrast, direction, density, systemDark]);
  useEffect(() => void changeLanguage(known), [known]);

  useTextSize(preferences?.text_percent ?? 100);

  const locale = useMemo(() => localeOf(known, timeZone), [known, timeZone]);
  return (
    <I18nProvider locale={locale.tag}>
      <LocaleProvider value={locale}>{children}</LocaleProvider>
    </I18nProvider>
  );
}

function useSystemDark(): boolean {
  const [dark, setDark] = useState(() => window.matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const media = window.matchMedia("(prefers-color-scheme: dark)");
    const changed = () => setDark(media.matches);
    media.addEventListener("change", changed);
    return () => media.removeEventListener("change", changed);
  }, []);
  return dark;
}
