import { OctagonAlert, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { LimitView } from "~/backend/bindings";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { formatDuration } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Locale } from "~/components/numbers/locale";
import { useRuleText } from "~/components/words/useRuleText";
import { limitTone } from "./limits";

/** A figure of a limit in its unit. */
export function limitFigure(value: string, unit: string, locale: Locale): string {
  switch (unit) {
    case "fraction":
      return formatPercent(Number(value), 2, locale);
    case "count":
      return formatDecimal(value, 0, locale);
    case "seconds":
      return formatDuration(Number(value) * 1000, locale);
    default:
      return formatDecimal(value, 2, locale);
  }
}

const bars = { calm: "bg-signed-line", warn: "bg-warn", over: "bg-destructive" };
const inks = { calm: "", warn: "text-warn", over: "text-destructive" };

/** How much of a limit is used: the words carry it, the bar gives the feel. */
export function LimitRow({ limit, currency }: { limit: LimitView; currency: string }) {
  const { t, i18n } = useTranslation();
  const locale = useLocale();
  const rules = useRuleText();
  const tone = limitTone(limit.used);
  const base = `risk.base.${limit.rule}`;
  const unit = limit.unit === "currency" ? ` ${currency}` : "";
  const most = limitFigure(limit.limit, limit.unit, locale) + unit;
  return (
    <li
      className="grid min-h-[38px] grid-cols-[minmax(0,5fr)_minmax(0,6fr)_minmax(0,5fr)] items-center gap-4 border-b border-border/55 px-4 py-1 text-xs"
      data-testid={`risk-limit-${limit.rule}`}
      data-tone={tone}
    >
      <span>
        <b className="font-medium">{rules.name(limit.rule)}</b>{" "}
        <span className="text-muted-foreground">{i18n.exists(base) && t(base as "risk.base.drawdown")}</span>
      </span>
      <span className="meter-track-box h-1 overflow-hidden rounded-full bg-border-strong" aria-hidden="true">
        {limit.used !== null && limit.used > 0 && (
          <i
            className={`block h-full min-w-1 rounded-full ${bars[tone]}`}
            style={{ width: `${Math.min(1, limit.used) * 100}%` }}
          />
        )}
      </span>
      <span className="flex items-center justify-end gap-1.5 text-right">
        {tone === "warn" && <TriangleAlert size={13} className="text-warn" aria-label={t("risk.nearly")} />}
        {tone === "over" && <OctagonAlert size={13} className="text-destructive" aria-label={t("risk.over")} />}
        <span>
          {limit.value === "" ? (
            t("risk.atMost", { limit: most })
          ) : (
            <>
              <b className={`font-medium ${inks[tone]}`}>{limitFigure(limit.value, limit.unit, locale)}</b>{" "}
              <span className="text-muted-foreground">{t("shell.of", { limit: most })}</span>
            </>
          )}
        </span>
      </span>
    </li>
  );
}
