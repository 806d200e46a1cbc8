import { useTranslation } from "react-i18next";
import type { StrategySchema } from "~/backend/bindings";
import { formatFigure } from "~/components/numbers/formatFigure";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useStrategyText } from "~/components/words/useStrategyText";
import { isLevel } from "../levels";
import { limitsOf } from "../setUp";

/** What the script declares: the fields its forms will have. */
export function ParamPanel({ schema }: { schema: StrategySchema }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const say = useStrategyText();
  const own = schema.params.filter((p) => !isLevel(p));
  return (
    <section
      aria-label={t("research.scripts.declares")}
      className="shrink-0 bg-card px-3.5 py-3"
      data-testid="script-schema"
    >
      <h2 className="text-xs font-semibold">{schema.label}</h2>
      {schema.description && <p className="mt-0.5 text-2xs text-muted-foreground">{schema.description}</p>}
      {own.length === 0 ? (
        <p className="mt-1.5 text-xs text-muted-foreground">{t("research.scripts.noParams")}</p>
      ) : (
        <dl className="mt-1.5 text-xs">
          {own.map((p) => {
            const [min, max] = limitsOf(p);
            const scale = p.unit === "fraction" ? 100 : 1;
            const value =
              p.kind.type === "choice"
                ? (p.kind.options[p.default ?? 0] ?? "")
                : `${formatFigure((p.default ?? 0) * scale, locale)} ${say.unit(p.unit)}`.trim();
            return (
              <div key={p.name} className="flex items-baseline gap-2 py-0.5" title={p.description}>
                <dt className="min-w-0 flex-1 truncate font-mono">{p.name}</dt>
                <dd className="font-medium whitespace-nowrap">{value}</dd>
                {p.kind.type !== "choice" && (
                  <dd className="text-2xs whitespace-nowrap text-subtle-foreground">
                    {t("research.range", { min: formatFigure(min, locale), max: formatFigure(max, locale) })}
                  </dd>
                )}
              </div>
            );
          })}
        </dl>
      )}
    </section>
  );
}
