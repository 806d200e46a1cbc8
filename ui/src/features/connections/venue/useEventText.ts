import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionEvent } from "~/backend/bindings";
import { formatAge } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";

export type EventMark = "good" | "warn" | "bad" | "plain";

const marks: Record<string, EventMark> = {
  connected: "good",
  reconnected: "good",
  resynced: "good",
  stale: "warn",
  checksum: "warn",
  maintenance: "warn",
  lost: "bad",
  error: "bad",
};

export const markOf = (code: string): EventMark => marks[code] ?? "plain";

/** An event in words: by its code, then what it names. */
export function useEventText() {
  const { t, i18n } = useTranslation();
  const locale = useLocale();
  return useMemo(
    () => ({
      title: ({ code }: ConnectionEvent) => {
        const key = `connections.events.${code}`;
        return i18n.exists(key) ? t(key as "connections.events.lost") : code;
      },
      detail: ({ values }: ConnectionEvent) => {
        const { symbol, error, message, ms, count } = values;
        const took = ms !== undefined && Number.isFinite(Number(ms)) ? formatAge(Number(ms), locale) : undefined;
        const times =
          count !== undefined && count !== "1" ? t("connections.times", { count: Number(count) }) : undefined;
        return [symbol, error ?? message, took && t("connections.after", { time: took }), times]
          .filter((part) => part !== undefined && part !== "")
          .join(", ");
      },
    }),
    [t, i18n, locale],
  );
}
