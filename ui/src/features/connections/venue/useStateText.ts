import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionView } from "~/backend/bindings";
import { formatAge, formatDuration } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { BUILTIN, isFrozen } from "../connectionRules";

/** The state of a venue in sentences. */
export function useStateText(): (view: ConnectionView) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return useCallback(
    (view: ConnectionView) => {
      if (view.venue === BUILTIN) return t("connections.builtinText");
      const age = view.age_ms === null ? null : formatAge(view.age_ms, locale);
      const limit = formatDuration(view.limit_ms, locale);
      const symbols = view.symbols.join(", ");
      const frozen = isFrozen(view.state) && symbols !== "" ? t("connections.frozen", { symbols }) : "";
      const what =
        view.state === "stale"
          ? t("connections.is.stale", { age: age ?? limit, limit })
          : view.state === "up"
            ? age === null
              ? t("connections.is.upQuiet")
              : t("connections.is.up", { age, limit })
            : t(`connections.is.${view.state}`);
      const follows =
        view.state === "up"
          ? symbols === ""
            ? t("connections.followsNone")
            : t("connections.follows", { symbols })
          : "";
      return [what, frozen, follows].filter((sentence) => sentence !== "").join(" ");
    },
    [t, locale],
  );
}
