import { ShieldAlert, ShieldCheck, ShieldOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PositionView } from "~/backend/bindings";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";

const looks = {
  full: { Icon: ShieldCheck, ink: "text-signed" },
  partial: { Icon: ShieldAlert, ink: "text-warn" },
  none: { Icon: ShieldOff, ink: "text-warn" },
} as const;

/** Whether an exit of the full size rests at the venue: ticked, "!" or struck. */
export function ProtectionCell({ position: p, decimals }: { position: PositionView; decimals: number }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { Icon, ink } = looks[p.protection];
  const figure = (value: string) => formatDecimal(value, decimals, locale);
  return (
    <span className={`inline-flex items-center gap-1 ${ink}`} data-testid={`protection-${p.protection}`}>
      <Icon size={14} aria-hidden="true" />
      {p.protection === "full"
        ? t("trade.protectedFull")
        : p.protection === "partial"
          ? t("trade.protectedPart", { part: figure(p.protected_quantity), whole: figure(p.quantity) })
          : t("trade.protectedNone")}
    </span>
  );
}
