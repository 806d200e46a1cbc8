import { useTranslation } from "react-i18next";
import type { SweepView } from "~/backend/bindings";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Dial } from "./Dial";
import { DEFLATED_LIMIT, fitOf, PBO_LIMIT } from "./judgement";

/** How likely the best of a sweep is luck. It stands beside every sweep and has no button that closes it. */
export function OverfittingMeter({ view }: { view: SweepView | null }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const fit = view ? fitOf(view) : "unknown";
  const bad = fit === "likely_luck";
  const limit = (value: number) => t("research.sweep.limit", { limit: formatDecimal(value, value === PBO_LIMIT ? 1 : 2, locale) }); // biome-ignore format: one thought
  return (
    <section
      className={`shrink-0 px-3.5 py-3 ${bad ? "bg-down-wash" : "bg-card"}`}
      aria-label={t("research.sweep.meter")}
      data-testid="sweep-meter"
      data-fit={fit}
    >
      <div className="flex flex-wrap justify-between gap-x-2 text-xs">
        <h2 className="font-semibold">{t("research.sweep.meter")}</h2>
        <span className="text-muted-foreground">{t("research.sweep.meterStays")}</span>
      </div>
      {view?.pbo == null ? (
        <p className="mt-2 text-xs text-muted-foreground">
          {t(view ? "research.sweep.noPbo" : "research.sweep.meterWaits")}
        </p>
      ) : (
        <>
          <div className="mt-1.5 flex items-center gap-3">
            <b className={`text-xl font-semibold ${bad ? "text-down" : ""}`} data-testid="sweep-pbo">
              {formatDecimal(view.pbo, 2, locale)}
            </b>
            <span className="text-xs text-muted-foreground">{t("research.sweep.pboIs")}</span>
          </div>
          <Dial
            label={t("research.sweep.meter")}
            value={view.pbo}
            limit={PBO_LIMIT}
            limitText={limit(PBO_LIMIT)}
            low={t("research.sweep.honest")}
            high={t("research.sweep.luck")}
            tone={bad ? "bad" : "good"}
          />
        </>
      )}
      {view && (
        <p className="mt-2 text-xs" data-testid="sweep-fit">
          <b className="font-semibold">{t(`research.sweep.fit.${fit}`)}</b>{" "}
          {view.pbo !== null && (
            <span className="text-muted-foreground">
              {t("research.sweep.pboText", {
                splits: formatDecimal(view.splits, 0, locale),
                share: formatPercent(view.pbo, 0, locale),
              })}
            </span>
          )}
        </p>
      )}
      {view && <Deflated view={view} limitText={limit(DEFLATED_LIMIT)} />}
    </section>
  );
}

function Deflated({ view, limitText }: { view: SweepView; limitText: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { deflated_sharpe: value, expected_best_sharpe: lucky } = view;
  const good = value !== null && value >= DEFLATED_LIMIT;
  const words = {
    trials: formatDecimal(view.done, 0, locale),
    lucky: formatDecimal(lucky, 2, locale),
    best: formatDecimal(view.best[0]?.sharpe, 2, locale),
    hold: formatDecimal(view.buy_and_hold_sharpe, 2, locale),
  };
  return (
    <div className="mt-3 border-t pt-2.5" data-testid="sweep-deflated">
      <div className="flex justify-between gap-2 text-xs">
        <h3 className="font-semibold">{t("research.sweep.deflated")}</h3>
        <b className={`font-semibold ${good ? "text-signed" : ""}`} data-testid="sweep-deflated-value">
          {formatDecimal(value, 3, locale)}
        </b>
      </div>
      {value !== null && (
        <Dial
          label={t("research.sweep.deflated")}
          value={value}
          limit={DEFLATED_LIMIT}
          limitText={limitText}
          low={formatDecimal(0, 0, locale)}
          tone={good ? "good" : "bad"}
        />
      )}
      <p className="mt-1.5 text-2xs text-muted-foreground">
        {t(lucky === null ? "research.sweep.trialsOnly" : "research.sweep.deflatedText", words)}{" "}
        {view.buy_and_hold_sharpe !== null && t("research.sweep.holdHad", words)}
      </p>
    </div>
  );
}
