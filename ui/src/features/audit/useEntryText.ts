import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import type { Detail } from "./entry";

/** Kinds, details and actors of the chain in the chosen language. A kind without a wording stands as it is. */
export function useEntryText() {
  const { t, i18n } = useTranslation();
  const locale = useLocale();
  return useMemo(() => {
    const kept = (value: string) => formatDecimal(value, value.split(".")[1]?.length ?? 0, locale);
    const detail = (d: Detail): string => {
      switch (d.kind) {
        case "order":
          return t("audit.details.order", {
            side: t(d.side === "buy" ? "audit.buy" : "audit.sell"),
            quantity: kept(d.quantity),
            instrument: d.instrument,
          });
        case "held":
          return t("audit.details.held", { order: detail(d.order), seconds: formatDecimal(d.seconds, 1, locale) });
        case "filled":
          return `${t("audit.details.filled", { quantity: kept(d.quantity), price: kept(d.price) })}, ${d.instrument}`;
        case "rules":
          return t("audit.details.rules", { ok: d.ok, all: d.all, policy: d.policy });
        case "attempt":
          return t("audit.details.attempt", { order: d.order, attempt: d.attempt });
        case "words":
          return d.words.join(", ");
      }
    };
    const worded = (key: string, fallback: string) => (i18n.exists(key) ? t(key as "parts.close") : fallback);
    return {
      detail,
      kind: (kind: string) => worded(`audit.kinds.${kind.replace(".", "_")}`, kind),
      actor: (actor: string) => worded(`audit.actors.${actor}`, actor.replace(/^(user|venue):/, "").replace(":", " ")),
      failure: (code: string) => worded(`audit.failure.${code}`, code),
    };
  }, [t, i18n, locale]);
}
