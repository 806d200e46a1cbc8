import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Reply } from "~/backend/reply";
import { Button } from "~/components/button/Button";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import { Note } from "~/components/panel/Note";
import { Pair } from "~/components/panel/Pair";

interface ImportResultProps {
  result: Reply<"importCandles">;
  onAnother: () => void;
  onClose: () => void;
}

const SHOWN_GAPS = 5;

export function ImportResult({ result: r, onAnother, onClose }: ImportResultProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const count = (n: number) => formatDecimal(n, 0, locale);
  const show = () => {
    onClose();
    navigate(`/trade/${r.instrument.venue}/${encodeURIComponent(r.instrument.symbol)}/${r.timeframe}`);
  };
  return (
    <div className="flex flex-col gap-4" data-testid="import-result">
      <Note tone="signed">{t("importing.done", { symbol: r.instrument.symbol, timeframe: r.timeframe })}</Note>
      <dl className="grid grid-cols-3 gap-x-5 gap-y-2.5">
        <Pair name={t("importing.rowsRead")} testId="import-rows">
          {count(r.rows)}
        </Pair>
        <Pair name={t("importing.inserted")} testId="import-inserted">
          {count(r.inserted)}
        </Pair>
        <Pair name={t("importing.duplicates")} testId="import-duplicates">
          {count(r.duplicates)}
        </Pair>
        <Pair name={t("importing.first")}>
          <Time ms={r.first} style="date" />
        </Pair>
        <Pair name={t("importing.last")}>
          <Time ms={r.last} style="date" />
        </Pair>
        <Pair name={t("importing.gaps")} testId="import-gaps">
          {count(r.gaps.length)}
        </Pair>
      </dl>
      {r.gaps.length > 0 && (
        <ul className="text-xs text-muted-foreground">
          {r.gaps.slice(0, SHOWN_GAPS).map((gap) => (
            <li key={gap.from} className="flex flex-wrap justify-between gap-x-4">
              <Time ms={gap.from} style="dateTime" />
              <span>{t("importing.gapMissing", { count: gap.missing })}</span>
            </li>
          ))}
          {r.gaps.length > SHOWN_GAPS && <li>{t("importing.gapMore", { count: r.gaps.length - SHOWN_GAPS })}</li>}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="large" onPress={onAnother} testId="import-another">
          {t("importing.another")}
        </Button>
        <Button kind="primary" size="large" className="flex-1" onPress={show} testId="import-show">
          {t("importing.show")}
        </Button>
      </div>
    </div>
  );
}
