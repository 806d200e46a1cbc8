import { Check, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { WalkForwardView } from "~/backend/bindings";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Percent } from "~/components/numbers/Percent";
import { Dial } from "../sweep/Dial";
import { FEWEST_TRADES } from "../sweep/judgement";
import { walkVerdict, wonWindows } from "./walkVerdict";

/** What was left of the promise on data nobody had seen, in words. It cannot be closed. */
export function WalkTrust({ view }: { view: WalkForwardView }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const code = walkVerdict(view);
  const good = code === "keeps_half";
  const kept = formatPercent(view.efficiency, 0, locale);
  const { trades } = view;
  const rows = [
    { id: "seen", label: t("research.walk.bestSeen"), value: view.best_cell_return },
    { id: "walked", label: t("research.walk.walked"), value: view.total_return },
    { id: "hold", label: t("research.hold"), value: view.buy_and_hold_return },
  ];
  const doubts = [
    { id: "won", good: wonWindows(view) * 2 > view.windows.length, text: t("research.walk.won", { won: wonWindows(view), count: view.windows.length }) }, // biome-ignore format: one doubt a line
    { id: "trades", good: trades >= FEWEST_TRADES, text: t("research.walk.trades", { count: trades, minimum: FEWEST_TRADES }) }, // biome-ignore format: one doubt a line
    { id: "hold", good: view.total_return >= view.buy_and_hold_return, text: t(view.total_return >= view.buy_and_hold_return ? "research.walk.beatsHolding" : "research.walk.losesToHolding") }, // biome-ignore format: one doubt a line
  ];
  return (
    <section
      className="min-h-0 overflow-auto bg-card"
      data-scrolls=""
      aria-label={t("research.trust")}
      data-testid="walk-trust"
      data-verdict={code}
    >
      <div className={`border-b px-3.5 py-3 ${good ? "" : "bg-down-wash"}`}>
        <h2 className="text-xs font-semibold">{t("research.trust")}</h2>
        <p className={`mt-1.5 text-xl font-semibold ${good ? "" : "text-down"}`} data-testid="walk-efficiency">
          {kept}
        </p>
        <p className="text-xs text-muted-foreground">{t("research.walk.efficiencyIs")}</p>
        {view.efficiency !== null && (
          <Dial
            label={t("research.walk.efficiencyIs")}
            value={Math.min(1, Math.max(0, view.efficiency))}
            limit={0.5}
            limitText={t("research.walk.wanted")}
            low={formatPercent(0, 0, locale)}
            high={formatPercent(1, 0, locale)}
            tone={good ? "good" : "bad"}
          />
        )}
        <p className="mt-2 text-xs" data-testid="walk-verdict">
          <b className="font-semibold">{t(`research.walk.verdict.${code}`)}</b>{" "}
          <span className="text-muted-foreground">{t("research.walk.verdictText")}</span>
        </p>
      </div>
      <div className="px-3.5 pb-3">
        <dl className="mt-2.5 grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 text-xs">
          {rows.map(({ id, label, value }) => (
            <div key={id} className="contents">
              <dt className="text-muted-foreground">{label}</dt>
              <dd className="text-right font-semibold">
                <Percent value={value} decimals={1} change testId={`walk-return-${id}`} />
              </dd>
            </div>
          ))}
        </dl>
        <ul className="mt-3 space-y-2 border-t pt-2.5 text-xs">
          {doubts.map((doubt) => {
            const Icon = doubt.good ? Check : TriangleAlert;
            return (
              <li key={doubt.id} className="flex gap-2" data-testid={`walk-doubt-${doubt.id}`} data-good={doubt.good}>
                <Icon
                  size={14}
                  aria-hidden="true"
                  className={`mt-px shrink-0 ${doubt.good ? "text-signed" : "text-warn"}`}
                />
                <span className="text-muted-foreground">{doubt.text}</span>
              </li>
            );
          })}
        </ul>
        <p className="mt-3 text-2xs text-muted-foreground">
          {t("research.walk.took", { ms: formatDecimal(view.run_ms, 0, locale) })}
        </p>
      </div>
    </section>
  );
}
