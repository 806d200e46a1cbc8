import { useTranslation } from "react-i18next";
import { signOf } from "~/components/numbers/decimal";
import { formatDuration } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { useRuleText } from "~/components/words/useRuleText";
import type { Approval } from "../approval";

/** What became of it, in one line. */
export function useFateText(): (a: Approval) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  const rule = useRuleText();
  return (a) => {
    const lived = formatDuration(a.expires_ms - a.created_ms, locale);
    switch (a.status) {
      case "rejected":
        return t("approvals.rowRejected", { reason: a.decision_reason ?? "" });
      case "refused":
        return t("approvals.rowRefused", { rule: rule.name(a.rules.find((r) => !r.ok)?.rule ?? "") });
      case "used":
        return t("approvals.rowSigned", {
          duration: formatDuration((a.decided_ms ?? a.created_ms) - a.created_ms, locale),
          fate: t(signOf(a.executed) > 0 ? "approvals.fateFilled" : "approvals.fateOpen"),
        });
      default:
        return a.signatures.length > 0 ? t("approvals.rowLapsed") : t("approvals.rowExpired", { duration: lived });
    }
  };
}
