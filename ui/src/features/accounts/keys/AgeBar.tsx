import { useTranslation } from "react-i18next";
import type { ExchangeKeyView } from "~/backend/bindings";
import { useNow } from "~/components/numbers/useNow";
import { ageDays, KEY_DAYS, SOON_DAYS } from "./keyRules";

const WIDTH = 64;

/** How much of its ninety days a key has used. */
export function AgeBar({ of: key }: { of: ExchangeKeyView }) {
  const { t } = useTranslation();
  const days = ageDays(key, useNow(60_000));
  const late = days >= KEY_DAYS - SOON_DAYS;
  return (
    <span className="flex items-center justify-end gap-2">
      <svg width={WIDTH} height={4} aria-hidden="true" className="shrink-0">
        <rect width={WIDTH} height={4} rx={2} className="fill-border-strong" />
        <rect
          width={Math.max(3, Math.min(1, days / KEY_DAYS) * WIDTH)}
          height={4}
          rx={2}
          className={late ? "fill-warn" : "fill-signed"}
        />
      </svg>
      <span className={`min-w-16 ${late ? "font-semibold text-warn" : ""}`}>
        {t("accounts.ofDays", { days, limit: KEY_DAYS })}
      </span>
    </span>
  );
}
