import { useTranslation } from "react-i18next";
import type { ConnectionView } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Chip } from "~/components/chip/Chip";
import { Sparkline } from "~/components/marks/Sparkline";
import { StateLight } from "~/components/marks/StateLight";
import { formatDecimal, formatPercent, NONE } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Meter } from "~/components/progress/Meter";
import { venueName } from "~/components/words/venueName";
import { toneOf } from "../connectionRules";
import { DayStrip } from "./DayStrip";
import { formatLatency } from "./figures";

const wordTone = {
  calm: "text-subtle-foreground",
  off: "text-subtle-foreground",
  warn: "text-warn",
  bad: "text-destructive",
} as const;

/** Mark, name, and the state in a word. */
export function VenueCell({ view }: { view: ConnectionView }) {
  const { t } = useTranslation();
  return (
    <span className="grid grid-cols-[8px_auto] items-center gap-x-1.5 py-2">
      <StateLight state={view.state} />
      <span className="flex items-center gap-1.5">
        <b className={`font-medium ${view.state === "off" ? "text-muted-foreground" : ""}`}>
          {venueName(view.venue, t("shell.builtin"))}
        </b>
        {view.custom && (
          <Chip tone="outline">{t(view.loopback ? "connections.thisMachine" : "connections.moved")}</Chip>
        )}
      </span>
      <span className={`col-start-2 text-2xs ${wordTone[toneOf(view.state)]}`}>
        {t(`connections.states.${view.state}`)}
      </span>
    </span>
  );
}

/** The strip of a venue that is connected, or the way to connect it. */
export function DayCell({ view, onConnect }: { view: ConnectionView; onConnect?: () => void }) {
  const { t } = useTranslation();
  if (view.day.length === 0) return <span className="text-muted-foreground">{t("connections.noNetwork")}</span>;
  if (view.state !== "off") return <DayStrip day={view.day} testId={`connections-day-${view.venue}`} />;
  return (
    <span className="flex items-center gap-2.5 text-muted-foreground">
      {onConnect && (
        <Button size="small" onPress={onConnect} testId={`connections-connect-${view.venue}`}>
          {t("connections.connect")}
        </Button>
      )}
      <span className="[@media(max-width:1360px)]:sr-only">{t("connections.noKeyNeeded")}</span>
    </span>
  );
}

export function LatencyCell({ view }: { view: ConnectionView }) {
  const locale = useLocale();
  if (view.latency_ms === null) return <None />;
  return (
    <span className="flex flex-col items-end">
      {formatLatency(view.latency_ms, locale)}
      {view.latencies.length > 1 && (
        <Sparkline values={view.latencies} width={64} height={14} className="text-muted-foreground" />
      )}
    </span>
  );
}

/** The tightest budget; the others stand beside the venue. */
export function BudgetCell({ view }: { view: ConnectionView }) {
  const locale = useLocale();
  const [tightest] = view.budgets;
  if (!tightest) return <None />;
  return (
    <span className="flex items-center justify-end gap-1.5">
      <Meter value={tightest.used} limit={1} />
      <span className="min-w-9">{formatPercent(tightest.used, 0, locale)}</span>
    </span>
  );
}

/** A count of what went wrong: grey at none, yellow where it is more than now and then. */
export function CountCell({ n, warnFrom }: { n: number; warnFrom: number }) {
  const locale = useLocale();
  const tone = n === 0 ? "text-subtle-foreground" : n >= warnFrom ? "text-warn" : "";
  return <span className={tone}>{formatDecimal(n, 0, locale)}</span>;
}

export const None = () => <span className="text-subtle-foreground">{NONE}</span>;
