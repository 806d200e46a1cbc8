/** How a person reads: separators, language of dates, and the zone that every absolute time is shown in. */
export type Language = "en" | "sv" | "th";

export interface Locale {
  language: Language;
  /** BCP 47 tag for Intl; Thai keeps Gregorian years and Latin digits. */
  tag: string;
  group: string;
  decimal: "." | ",";
  /** IANA name. */
  timeZone: string;
  units: { d: string; h: string; min: string; s: string };
}

export const THIN = "\u2009";
export const MINUS = "\u2212";

const latin = { d: "d", h: "h", min: "min", s: "s" };

const base: Record<Language, Omit<Locale, "timeZone" | "language">> = {
  en: { tag: "en-GB", group: THIN, decimal: ".", units: latin },
  sv: { tag: "sv-SE", group: THIN, decimal: ",", units: latin },
  th: {
    tag: "th-TH-u-ca-gregory-nu-latn",
    group: THIN,
    decimal: ".",
    units: { d: "วัน", h: "ชม.", min: "นาที", s: "วินาที" },
  },
};

export function localeOf(language: Language, timeZone: string): Locale {
  return { language, timeZone, ...base[language] };
}

export function isLanguage(text: string): text is Language {
  return text === "en" || text === "sv" || text === "th";
}
