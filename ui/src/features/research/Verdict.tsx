import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { BacktestView } from "~/backend/bindings";
import { formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";

const good = new Set(["gains", "wins_rarely_and_gains"]);

/** The result in one sentence, by the code of the engine and with its figures. */
export function Verdict({ verdict }: { verdict: NonNullable<BacktestView["verdict"]> }) {
  const { t, i18n } = useTranslation();
  const locale = useLocale();
  const code = verdict.code.replace(/^backtest\./, "");
  const key = `research.verdict.${code}`;
  const percent = (name: string) => {
    const value = verdict.values[name];
    return value == null ? null : formatPercent(value, 1, locale, "always");
  };
  const [total, hold, win, loss] = ["total_return", "buy_and_hold_return", "average_win", "average_loss"].map(percent);
  const parts = [
    total && hold ? t("research.verdictReturn", { total, hold }) : null,
    win ? t("research.verdictWin", { win }) : null,
    loss ? t("research.verdictLoss", { loss }) : null,
  ].filter((part) => part !== null);
  const Icon = good.has(code) ? CircleCheck : TriangleAlert;
  return (
    <p
      className="flex shrink-0 items-start gap-2 bg-card px-4 py-2 text-xs text-muted-foreground"
      data-testid="research-verdict"
      data-code={code}
    >
      <Icon size={16} aria-hidden="true" className={good.has(code) ? "text-signed" : "text-warn"} />
      <span>
        <b className="font-semibold text-foreground">{i18n.exists(key) ? t(key as "parts.close") : verdict.code}</b>{" "}
        {parts.length > 0 && `${parts.join(", ")}.`}
      </span>
    </p>
  );
}
