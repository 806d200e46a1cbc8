import { Link2, ShieldAlert, ShieldCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DeskSnapshot, VenueHealth } from "~/backend/reply";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatAge } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import { useNow } from "~/components/numbers/useNow";
import { VenueLight } from "./VenueLight";

/** May I believe it: machine and truth, on every screen. */
export function StatusBar({ desk }: { desk: DeskSnapshot | null }) {
  const now = useNow(1000);
  return (
    <footer
      className="col-span-full flex min-w-0 items-stretch overflow-hidden border-t bg-sidebar text-2xs text-muted-foreground"
      data-scrolls=""
    >
      {desk && <Standing desk={desk} />}
      {desk?.venues.map((v) => (
        <Venue key={v.venue} venue={v} />
      ))}
      <span className="flex-1" />
      {desk && <Truth desk={desk} />}
      <Item testId="status-time">
        <Time ms={now} style="time" className="font-medium text-foreground" />
      </Item>
    </footer>
  );
}

function Item({ children, testId }: { children: ReactNode; testId?: string }) {
  return (
    <span className="flex items-center gap-1.5 border-l px-2.5 whitespace-nowrap first:border-l-0" data-testid={testId}>
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

function Venue({ venue: v }: { venue: VenueHealth }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const age = v.age_ms == null ? t("shell.noData") : t("shell.age", { age: formatAge(v.age_ms, locale) });
  return (
    <Item testId={`status-venue-${v.venue}`}>
      <VenueLight state={v.state} />
      <b className="font-medium text-foreground">{v.venue === "builtin" ? t("shell.builtin") : capital(v.venue)}</b>
      <span className={v.state === "stale" ? "text-warn" : "text-subtle-foreground"}>
        {v.state === "recorded" ? t("shell.recorded") : age}
      </span>
    </Item>
  );
}

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

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** First and last four digits. */
export function shortHash(hash: string): string {
  return hash.length > 10 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash;
}
