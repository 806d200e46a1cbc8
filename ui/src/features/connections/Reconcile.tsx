import { ShieldCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DeskSnapshot } from "~/backend/reply";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";

/** What became of the orders that were open when the desk stopped. */
export function Reconcile({ reconcile }: { reconcile: DeskSnapshot["reconcile"] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const clean = reconcile.unexplained === 0;
  const figures = [
    ["asked", reconcile.asked, t("connections.asked"), t("connections.askedText")],
    ["matched", reconcile.matched, t("connections.matched"), t("connections.matchedText")],
    ["never-sent", reconcile.never_sent, t("connections.neverSent"), t("connections.neverSentText")],
    ["unexplained", reconcile.unexplained, t("connections.unexplained"), t("connections.unexplainedText")],
  ] as const;
  return (
    <section className="shrink-0 bg-card" data-testid="connections-reconcile">
      <header className="flex min-h-8 flex-wrap items-center gap-x-2 border-b px-4 text-xs">
        <h2 className="font-semibold">{t("connections.truth")}</h2>
        <span className="text-muted-foreground">{t("connections.truthText")}</span>
        <span className="flex-1" />
        <span className={`flex items-center gap-1.5 ${clean ? "text-signed" : "text-warn"}`}>
          {clean ? <ShieldCheck size={14} aria-hidden="true" /> : <TriangleAlert size={14} aria-hidden="true" />}
          {t(clean ? "connections.nothingBlocks" : "connections.blocked")}
        </span>
      </header>
      <dl className="grid grid-cols-4 gap-4 px-4 py-3">
        {figures.map(([id, value, label, text]) => (
          <div key={id} className="flex min-w-0 flex-col" data-testid={`connections-${id}`}>
            <dd
              className={`order-first text-lg font-medium ${id === "unexplained" ? (clean ? "text-signed" : "text-warn") : ""}`}
            >
              {formatDecimal(value, 0, locale)}
            </dd>
            <dt className="text-xs">
              {label}
              <span className="block text-2xs text-muted-foreground">{text}</span>
            </dt>
          </div>
        ))}
      </dl>
    </section>
  );
}
