import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Chip } from "~/components/chip/Chip";
import { Select } from "~/components/fields/Select";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatAge, formatDuration } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Panel } from "~/components/panel/Panel";
import { Tabs } from "~/components/tabs/Tabs";
import { useStale } from "../market/FeedContext";
import { useTrade } from "../market/TradeContext";
import { Book } from "./Book";
import { decimalsOfStep, groupSteps } from "./bookRows";
import { Tape } from "./Tape";

/** Book and tape; the tape also stands below the book where there is room. */
export function BookPanel() {
  const { t } = useTranslation();
  const locale = useLocale();
  const { instrument } = useTrade();
  const [tab, setTab] = useState<"book" | "tape">("book");
  const steps = groupSteps(instrument.tick);
  const [chosen, setChosen] = useState<string | null>(null);
  const step = chosen && steps.includes(chosen) ? chosen : (steps[0] ?? instrument.tick);
  const stale = useStale();
  return (
    <section aria-label={t("trade.book")} className="flex min-h-0 min-w-0 flex-col bg-card" data-testid="book-panel">
      {stale !== null && (
        <p
          className="flex items-center gap-2 border-b px-3 py-1 text-xs text-muted-foreground"
          data-testid="panel-stale"
        >
          <Chip tone="stale">{formatAge(stale.ageMs, locale)}</Chip>
          <span className="min-w-0">
            {t("parts.staleFor", { age: formatAge(stale.ageMs, locale), limit: formatDuration(stale.limitMs, locale) })}
          </span>
        </p>
      )}
      <div
        className={`flex min-h-0 flex-1 flex-col ${stale === null ? "" : "hatch-stale text-stale"}`}
        inert={stale !== null}
      >
        <div className="min-h-0 flex-1">
          <Tabs
            label={t("trade.book")}
            value={tab}
            onChange={setTab}
            testId="book-tabs"
            items={[
              { id: "book", label: t("trade.book"), content: <Book step={step} /> },
              { id: "tape", label: t("trade.tape"), content: <Tape /> },
            ]}
            actions={
              tab === "book" && (
                <Select
                  label={t("trade.group")}
                  hideLabel
                  options={steps.map((s) => ({ id: s, label: formatDecimal(s, decimalsOfStep(s), locale) }))}
                  value={step}
                  onChange={setChosen}
                  className="w-[88px]"
                  testId="book-group"
                />
              )
            }
          />
        </div>
        {tab === "book" && (
          <Panel
            title={t("trade.tape")}
            className="h-[176px] border-t [@media(max-height:860px)]:hidden"
            testId="tape-below"
          >
            <Tape />
          </Panel>
        )}
      </div>
    </section>
  );
}
