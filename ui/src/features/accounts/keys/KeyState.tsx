import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ExchangeKeyView } from "~/backend/bindings";
import { useNow } from "~/components/numbers/useNow";
import { daysLeft, graceHours } from "./keyRules";

export function KeyState({ of: key }: { of: ExchangeKeyView }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  switch (key.state) {
    case "active":
      return <span className="text-signed">{t("accounts.keyState.active")}</span>;
    case "due_soon":
    case "due":
      return (
        <span className="flex items-center gap-1 text-warn">
          <TriangleAlert size={14} aria-hidden="true" />
          {key.state === "due"
            ? t("accounts.keyState.due")
            : t("accounts.keyState.due_soon", { days: daysLeft(key, now) })}
        </span>
      );
    case "grace":
      return (
        <span className="text-muted-foreground">{t("accounts.keyState.grace", { hours: graceHours(key, now) })}</span>
      );
    case "revoked":
      return <span className="text-muted-foreground">{t("accounts.keyState.revoked")}</span>;
  }
}
