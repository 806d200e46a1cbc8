import { Link2, ShieldAlert, ShieldCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DeskSnapshot, VenueHealth } from "~/backend/reply";
import { StateLight } from "~/components/marks/StateLight";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatAge } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import { useNow } from "~/components/numbers/useNow";
import { venueName } from "~/components/words/venueName";

/** May I believe it: machine and truth, on every screen. */
export function StatusBar({ desk }: { desk: DeskSnapshot | null }) {
  const now = useNow(1000);
  return (
    <footer
      className="col-span-full flex min-w-0 items-stretch overflow-hidden border-t bg-sidebar text-2xs text-muted-foreground"
      data-scrolls=""
    >
      {desk && <Standing desk={desk} />}
      <div className="flex min-w-0 flex-1 items-stretch overflow-x-auto overflow-y-hidden border-l" data-scrolls="">
        {desk?.venues.map((v) => (
          <Venue key={v.venue} venue={v} />
        ))}
      </div>
      {desk && <Truth desk={desk} />}
      <Item testId="status-time">
        <Time ms={now} style="time" className="font-medium text-foreground" />
      </Item>
    </footer>
  );
}

function Item({ children, testId }: { children: ReactNode; testId?: string }) {
  return (
    <span
      className="flex shrink-0 items-center gap-1.5 border-l px-2.5 whitespace-nowrap first:border-l-0"
      data-testid={testId}
    >
      {children}
    </span>
  );
}

/** Which money, and whether entries may go. */
function Standing({ desk }: { desk: DeskSnapshot }) {
  const { t } = useTranslation();
  const live = desk.mode === "live";
  const held = desk.paused || desk.breaker_open;
  return (
    <>
      <Item testId="status-mode">
        <b className={`font-semibold tracking-[0.06em] ${live ? "text-live-text" : "text-paper"}`}>
          {t(live ? "parts.live" : "parts.paper")}
        </b>
      </Item>
      <Item testId="status-risk">
        {held ? (
          <TriangleAlert size={12} className="text-warn" aria-hidden="true" />
        ) : (
          <ShieldCheck size={12} className="text-signed" aria-hidden="true" />
        )}
        {t("shell.riskState")}
        <b className={`font-medium ${held ? "text-warn" : "text-foreground"}`}>
          {t(held ? "shell.riskPaused" : "shell.riskOpen")}
        </b>
      </Item>
    </>
  );
}

/** Light, name, and how old its newest message is, or in which state it is instead. */
function Venue({ venue: v }: { venue: VenueHealth }) {
  const { t, i18n } = useTranslation();
  const locale = useLocale();
  const age = v.age_ms == null ? t("shell.noData") : t("shell.age", { age: formatAge(v.age_ms, locale) });
  const state = `shell.venueStates.${v.state}`;
  return (
    <Item testId={`status-venue-${v.venue}`}>
      <StateLight state={v.state} />
      <b className="font-medium text-foreground">{venueName(v.venue, t("shell.builtin"))}</b>
      <span className={tones[v.state] ?? "text-subtle-foreground"}>
        {i18n.exists(state) ? t(state as "shell.venueStates.down") : age}
        {v.state === "stale" && v.age_ms != null && ` ${formatAge(v.age_ms, locale)}`}
      </span>
    </Item>
  );
}

const tones: Record<string, string> = {
  stale: "text-warn",
  maintenance: "text-warn",
  connecting: "text-warn",
  syncing: "text-warn",
  down: "text-destructive",
};

function Truth({ desk }: { desk: DeskSnapshot }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const bare = (desk.unprotected_seconds ?? 0) > 0;
  return (
    <>
      {desk.unconfirmed_orders > 0 && (
        <Item testId="status-unconfirmed">
          <TriangleAlert size={12} className="text-warn" aria-hidden="true" />
          <b className="font-medium text-warn">{t("shell.unconfirmed", { count: desk.unconfirmed_orders })}</b>
        </Item>
      )}
      <Item testId="status-unprotected">
        {bare ? (
          <ShieldAlert size={12} className="text-warn" aria-hidden="true" />
        ) : (
          <ShieldCheck size={12} className="text-signed" aria-hidden="true" />
        )}
        {t("shell.unprotected")}
        <b className={`font-medium ${bare ? "text-warn" : "text-foreground"}`}>
          {formatDecimal(desk.unprotected_seconds, 1, locale)} s
        </b>
      </Item>
      <Item testId="status-chain">
        <Link2 size={12} className="text-signed" aria-hidden="true" />
        {t("shell.chain")}
        <b className="font-mono font-medium text-foreground">{shortHash(desk.chain.hash)}</b>
        {formatDecimal(desk.chain.seq, 0, locale)}
      </Item>
    </>
  );
}

/** First and last four digits. */
export function shortHash(hash: string): string {
  return hash.length > 10 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash;
}
