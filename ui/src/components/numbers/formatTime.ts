import { type Locale, THIN } from "./locale";

export type TimeStyle = "time" | "minute" | "millis" | "date" | "dateTime" | "dateTimeSeconds";

const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const day = { day: "numeric", month: "short" } as const;

const styles: Record<TimeStyle, Intl.DateTimeFormatOptions> = {
  minute: clock,
  time: { ...clock, second: "2-digit" },
  millis: { ...clock, second: "2-digit", fractionalSecondDigits: 3 },
  date: { ...day, year: "numeric" },
  dateTime: { ...day, ...clock },
  dateTimeSeconds: { ...day, ...clock, second: "2-digit" },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: Locale, style: TimeStyle): Intl.DateTimeFormat {
  const key = `${locale.tag} ${locale.timeZone} ${style}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale.tag, { ...styles[style], timeZone: locale.timeZone });
  formatters.set(key, made);
  return made;
}

/** An instant in the chosen zone, without the zone's name: put `zoneLabel` beside it or in the column's head. */
export function formatTime(ms: number, style: TimeStyle, locale: Locale): string {
  return formatter(locale, style).format(ms);
}

export function zoneLabel(locale: Locale): string {
  return locale.timeZone === "UTC" || locale.timeZone === "Etc/UTC" ? "UTC" : locale.timeZone;
}

/** Two units at most: "14 h 17 min", "9 min 20 s", "14 s". */
export function formatDuration(ms: number, locale: Locale): string {
  const s = Math.max(0, Math.round(ms / 1000));
  const { d, h, min, s: second } = locale.units;
  const all: [number, string][] = [
    [Math.floor(s / 86400), d],
    [Math.floor(s / 3600) % 24, h],
    [Math.floor(s / 60) % 60, min],
    [s % 60, second],
  ];
  const first = all.findIndex(([n]) => n > 0);
  const parts = first < 0 ? all.slice(3) : all.slice(first, first + 2);
  return parts
    .filter(([n], i) => i === 0 || n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(" ");
}

/** How old a value is: tenths below ten seconds, "0.2 s"; then as a duration. */
export function formatAge(ms: number, locale: Locale): string {
  if (ms < 9950) return `${(Math.max(0, ms) / 1000).toFixed(1).replace(".", locale.decimal)} s`;
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`;
  return formatDuration(ms, locale);
}

/** Seconds left as a ring shows them: "48", from 100 s on "2:41". */
export function formatCountdown(seconds: number): string {
  const s = Math.max(0, Math.ceil(seconds));
  if (s < 100) return String(s);
  if (s < 3600) return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
  return `${Math.floor(s / 3600)}${THIN}h`;
}

/** "12:17:43" for what opens or closes within a day. */
export function formatClock(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/** Short names, Monday first. */
export function weekdays(locale: Locale): string[] {
  const name = new Intl.DateTimeFormat(locale.tag, { weekday: "short", timeZone: "UTC" });
  const monday = Date.UTC(2024, 0, 1);
  return Array.from({ length: 7 }, (_, day) => name.format(monday + day * 86_400_000));
}
