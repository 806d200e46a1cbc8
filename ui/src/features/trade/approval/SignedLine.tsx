import { useTranslation } from "react-i18next";
import type { ApprovalView } from "~/backend/bindings";
import { Seal } from "~/components/marks/Seal";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatTime, zoneLabel } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";

/** The seal of the signature and whose it is. Focus comes here when the pen stroke lands. */
export function SignedLine({ approval: a }: { approval: ApprovalView }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const last = a.signatures.at(-1);
  if (!last) return null;
  return (
    <div
      ref={(line) => line?.focus({ preventScroll: true })}
      tabIndex={-1}
      className="flex items-center gap-2.5 outline-none"
      data-testid="approval-signed"
    >
      <Seal signature={last.signature} size={48} specimen={a.mode === "paper"} className="stamp" />
      <div className="min-w-0 text-xs">
        <b className="block font-semibold text-signed">{t("trade.signedBy", { user: last.user })}</b>
        <span className="text-muted-foreground">
          {t("trade.heldFor", { seconds: formatDecimal(last.held_ms / 1000, 1, locale) })}{" "}
          {formatTime(last.time_ms, "time", locale)} {zoneLabel(locale)}
        </span>
      </div>
    </div>
  );
}
