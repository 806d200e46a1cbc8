import { useTranslation } from "react-i18next";
import { formatFigure } from "~/components/numbers/formatFigure";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Percent } from "~/components/numbers/Percent";
import { useReasonText } from "~/components/words/useReasonText";
import { useStrategyText } from "~/components/words/useStrategyText";
import type { Approval } from "../approval";

/** The strategy's reason in words, how sure it is, and the figures its model rests on. */
export function Why({ approval: a }: { approval: Approval }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const reason = useReasonText();
  const strategy = useStrategyText();
  return (
    <section className="px-5" data-testid="approval-why">
      <h3 className="mb-1 text-2xs text-subtle-foreground">
        {t("approvals.why")}, {strategy.name(a.strategy)}
      </h3>
      <p data-testid="approval-reason-text">{reason(a.reason)}</p>
      {a.script && (
        <p className="mt-1 text-2xs break-all text-muted-foreground" data-testid="approval-script">
          {t("research.scripts.origin", { ...a.script })}
        </p>
      )}
      <p className="mt-1 flex flex-wrap gap-x-4 text-xs text-muted-foreground">
        {a.strategy !== "manual" && (
          <span>
            {t("approvals.confidence")}{" "}
            <Percent value={a.confidence} decimals={0} className="font-medium text-foreground" />
          </span>
        )}
        {a.r_multiple !== null && (
          <span>
            {t("approvals.reward")}{" "}
            <b className="font-medium text-foreground">{formatDecimal(a.r_multiple, 2, locale)} R</b>
          </span>
        )}
      </p>
      <Figures metrics={a.metrics} />
    </section>
  );
}

export function Figures({ metrics }: { metrics: Approval["metrics"] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const strategy = useStrategyText();
  const all = Object.entries(metrics).filter(([, value]) => value !== null);
  if (all.length === 0) return null;
  return (
    <dl
      className="mt-1.5 grid grid-cols-[repeat(auto-fill,minmax(170px,1fr))] gap-x-6 text-xs"
      aria-label={t("approvals.figures")}
      data-testid="approval-figures"
    >
      {all.map(([name, value]) => (
        <div key={name} className="flex min-h-6 items-center justify-between gap-2">
          <dt className="text-muted-foreground">{strategy.figure(name)}</dt>
          <dd className="font-medium whitespace-nowrap">{formatFigure(value, locale)}</dd>
        </div>
      ))}
    </dl>
  );
}
