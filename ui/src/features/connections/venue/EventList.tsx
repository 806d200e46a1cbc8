import { Check, Minus, TriangleAlert, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ConnectionEvent } from "~/backend/bindings";
import { zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import { type EventMark, markOf, useEventText } from "./useEventText";

const marks: Record<EventMark, { Icon: typeof Check; tone: string }> = {
  good: { Icon: Check, tone: "text-signed" },
  warn: { Icon: TriangleAlert, tone: "text-warn" },
  bad: { Icon: X, tone: "text-destructive" },
  plain: { Icon: Minus, tone: "text-muted-foreground" },
};

/** What happened to a connection, newest first. */
export function EventList({ events }: { events: readonly ConnectionEvent[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { title, detail } = useEventText();
  return (
    <section className="border-b px-4 py-2.5 text-xs">
      <h2 className="font-semibold">{t("connections.happened", { zone: zoneLabel(locale) })}</h2>
      {events.length === 0 && <p className="py-1.5 text-muted-foreground">{t("connections.nothingHappened")}</p>}
      <ol data-testid="connections-events">
        {events.slice(0, 12).map((event, i) => {
          const { Icon, tone } = marks[markOf(event.code)];
          const more = detail(event);
          return (
            <li
              key={`${event.time_ms}-${event.code}-${i}`}
              className="grid grid-cols-[76px_14px_minmax(0,1fr)] gap-x-2 py-1"
              data-code={event.code}
            >
              <Time ms={event.time_ms} style="time" zone={false} className="text-2xs text-muted-foreground" />
              <Icon size={14} aria-hidden="true" className={`mt-0.5 ${tone}`} />
              <span className="min-w-0">
                {title(event)}
                {more !== "" && <span className="block text-2xs break-words text-muted-foreground">{more}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
