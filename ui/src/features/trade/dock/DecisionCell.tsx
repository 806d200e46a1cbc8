import { useTranslation } from "react-i18next";
import type { Decision } from "~/backend/bindings";
import { Triangle } from "~/components/marks/Triangle";

export function DecisionCell({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  if (decision === "NO-TRADE") return <span className="text-muted-foreground">{t("trade.noTrade")}</span>;
  const up = decision === "BUY";
  return (
    <b className={`inline-flex items-center gap-1 font-medium ${up ? "text-up" : "text-down"}`}>
      <Triangle up={up} size={7} />
      {t(up ? "trade.buy" : "trade.sell")}
    </b>
  );
}
