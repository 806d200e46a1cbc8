import { useTranslation } from "react-i18next";
import type { VerifyView } from "~/backend/bindings";
import { Seal } from "~/components/marks/Seal";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatAge, formatTime } from "~/components/numbers/formatTime";
import { groupedHex } from "~/components/numbers/hexText";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import { Note } from "~/components/panel/Note";
import { useEntryText } from "./useEntryText";

interface ChainBannerProps {
  verdict: VerifyView | null;
  verifiedMs: number;
  /** Entries written since. */
  grown: number;
  busy: boolean;
  problem: string | null;
}

/** Whole, or broken at which entry and why. The seal stands only for what was verified. */
export function ChainBanner({ verdict, verifiedMs, grown, busy, problem }: ChainBannerProps) {
  const { t } = useTranslation();
  if (!verdict)
    return (
      <div className="shrink-0 bg-card p-3" data-testid="audit-banner" data-state={problem ? "error" : "checking"}>
        <Note tone={problem ? "error" : "plain"}>
          {problem ? `${t("audit.notVerified")} ${problem}` : t("audit.checking")}
        </Note>
      </div>
    );
  const { ok, failure } = verdict;
  return (
    <div
      className={`flex shrink-0 items-center gap-4 px-4 py-3 ${ok ? "bg-signed-wash" : "bg-destructive-wash"}`}
      data-testid="audit-banner"
      data-state={ok ? "whole" : "broken"}
      data-seq={failure?.seq}
      data-code={failure?.code}
      aria-busy={busy}
      aria-live="polite"
    >
      <Seal signature={verdict.head_hash} size={64} failed={!ok} testId="audit-banner-seal" />
      <div className="min-w-0 flex-1">
        {ok ? <Whole verdict={verdict} /> : <Broken failure={failure} />}
        <p className="mt-0.5 text-2xs text-muted-foreground">
          {t("audit.verifiedAt", { time: "" })}
          <Time ms={verifiedMs} style="time" />
          {grown > 0 && `, ${t("audit.grown", { count: grown })}`}
        </p>
      </div>
      <dl className="shrink-0 text-right max-[1200px]:hidden">
        <dt className="text-2xs text-muted-foreground">{t("audit.head")}</dt>
        <dd className="font-mono text-sm" data-testid="audit-head">
          {groupedHex(verdict.head_hash)}
        </dd>
        <dt className="sr-only">{t("audit.key")}</dt>
        <dd className="text-2xs text-muted-foreground">
          {t("audit.key")} <span className="font-mono">{groupedHex(verdict.instance_key, 1)}</span>
        </dd>
      </dl>
    </div>
  );
}

function Whole({ verdict }: { verdict: VerifyView }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const n = (value: number) => formatDecimal(value, 0, locale);
  return (
    <>
      <h2 className="text-md font-semibold">{t("audit.whole")}</h2>
      <p className="text-xs text-muted-foreground" data-testid="audit-counts">
        {t("audit.wholeText", {
          entries: n(verdict.entries),
          first: verdict.first_ms === null ? "–" : formatTime(verdict.first_ms, "date", locale),
          took: verdict.took_ms < 1000 ? `${n(verdict.took_ms)} ms` : formatAge(verdict.took_ms, locale),
          signatures: n(verdict.signatures),
          orders: n(verdict.orders),
          covered: n(verdict.covered),
        })}
      </p>
    </>
  );
}

function Broken({ failure }: { failure: VerifyView["failure"] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const say = useEntryText();
  return (
    <div role="alert">
      <h2 className="text-md font-semibold text-destructive" data-testid="audit-broken">
        {t("audit.broken", { seq: formatDecimal(failure?.seq, 0, locale), why: say.failure(failure?.code ?? "") })}
      </h2>
      <p className="text-xs text-foreground">{t("audit.brokenText", { message: failure?.message ?? "" })}</p>
    </div>
  );
}
