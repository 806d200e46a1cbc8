import { TrendingDown, TrendingUp, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ApprovalView } from "~/backend/bindings";
import { Chip } from "~/components/chip/Chip";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { driftUsed } from "./waiting";

/** How far the price went since the signal, with its limit. */
export function DriftChip({ approval: a }: { approval: ApprovalView }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const used = driftUsed(a);
  if (used === null) return null;
  const beyond = used > 1;
  const Icon = beyond ? TriangleAlert : (a.drift ?? 0) < 0 ? TrendingDown : TrendingUp;
  return (
    <Chip tone={beyond ? "warn" : "signed"} testId="approval-drift">
      <Icon size={12} aria-hidden="true" />
      {t("trade.moved", {
        drift: formatPercent(a.drift, 2, locale, "always"),
        limit: formatDecimal(a.drift_limit * 100, 2, locale),
      })}
    </Chip>
  );
}
