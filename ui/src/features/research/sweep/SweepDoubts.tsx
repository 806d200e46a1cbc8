import { ArrowRight, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { FEWEST_TRADES } from "./judgement";
import { landscapeOf } from "./landscape";
import type { Sight } from "./SweepDesk";
import { sliceOf, valuesOn } from "./slice";

/** What speaks against the best cell beside the meter, and what to do about it. */
export function SweepDoubts({ sight }: { sight: Sight }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { view, request } = sight;
  const best = view?.best[0];
  const mean = view && plateauOf(sight);
  const doubts = [
    best && best.trades < FEWEST_TRADES
      ? { id: "few", text: t("research.sweep.fewTrades", { count: best.trades, minimum: FEWEST_TRADES }) }
      : null,
    request.base.fee === 0 ? { id: "fee", text: `${t("research.trustList.no_fee")}. ${t("research.trustList.no_feeText")}` } : null, // biome-ignore format: one doubt
    view && best && best.total_return < view.buy_and_hold_return
      ? { id: "hold", text: t("research.sweep.losesToHolding") }
      : null,
    view && !view.complete ? { id: "part", text: t("research.sweep.partOnly") } : null,
    mean != null ? { id: "plateau", text: t("research.sweep.preferPlateau", { mean: formatDecimal(mean, 2, locale) }) } : null, // biome-ignore format: one doubt
  ].filter((doubt) => doubt !== null);
  return (
    <section
      className="min-h-0 flex-1 overflow-auto bg-card px-3.5 py-3 text-xs"
      data-scrolls=""
      aria-label={t("research.trust")}
      data-testid="sweep-doubts"
    >
      <ul className="space-y-2">
        {doubts.map(({ id, text }) => (
          <li key={id} className="flex gap-2 text-muted-foreground" data-testid={`sweep-doubt-${id}`}>
            <TriangleAlert size={14} aria-hidden="true" className="mt-px shrink-0 text-warn" />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <Link
        href="/research/walk-forward"
        className="mt-3 flex min-h-6 items-center gap-1.5 font-medium text-primary hover:underline"
        data-testid="sweep-walk"
      >
        {t("research.sweep.walkIt")}
        <ArrowRight size={14} aria-hidden="true" />
      </Link>
    </section>
  );
}

/** Mean Sharpe of the best neighbourhood over the first two axes, the others at the best cell. */
function plateauOf({ grid, request, view }: Sight): number | null {
  const slice = sliceOf(grid, 0, request.axes.length > 1 ? 1 : -1, grid.positionOf(view?.best[0]?.index ?? 0));
  return landscapeOf(valuesOn(grid, slice, "sharpe"), slice.columns).plateau?.mean ?? null;
}
