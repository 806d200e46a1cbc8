import { useTranslation } from "react-i18next";
import { formatDecimal, formatPercent } from "~/components/numbers/formatNumber";
import { formatDuration } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Approval, Block } from "../approval";

/** Why it cannot be signed now, with value and limit. */
export function useBlockText(): (a: Approval, block: Block) => string {
  const { t, i18n } = useTranslation();
  const locale = useLocale();
  return (a, block) => {
    switch (block.code) {
      case "reason":
        return t("approvals.offReason");
      case "drift":
        return t("approvals.offDrift", {
          drift: formatPercent(a.drift, 2, locale, "always"),
          limit: formatDecimal(a.drift_limit * 100, 2, locale),
        });
      case "expired":
        return t("approvals.offExpired", { duration: formatDuration(a.expires_ms - a.created_ms, locale) });
      case "refused": {
        const key = `errors.${block.by}`;
        const said: string = i18n.exists(key) ? t(key as "errors.starting") : block.by;
        return said.includes("{{") ? block.by : said;
      }
    }
  };
}
