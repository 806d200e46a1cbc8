import { useTranslation } from "react-i18next";
import { Amount } from "~/components/numbers/Amount";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Percent } from "~/components/numbers/Percent";
import { Pair } from "~/components/panel/Pair";
import { type Approval, baseOf } from "../approval";
import type { Steps } from "../useSteps";

/** The values that are signed, and what stands beside them. */
export function Terms({ approval: a, steps }: { approval: Approval; steps: Steps }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const price = (value: string | null) =>
    value === null ? t("approvals.none") : <Amount value={value} decimals={steps.price} />;
  const far = a.drift !== null && Math.abs(a.drift) > a.drift_limit;
  return (
    <dl className="mx-5 grid grid-cols-[repeat(auto-fit,minmax(104px,auto))] justify-between gap-x-5 gap-y-2.5 border-y py-2.5">
      <Pair name={t("approvals.quantityAtMost")} testId="approval-quantity">
        <Amount value={a.quantity} decimals={steps.quantity} unit={baseOf(a.instrument.symbol)} />
      </Pair>
      <Pair name={t("approvals.band")}>
        {t("approvals.bandTo", {
          low: formatDecimal(a.price_low, steps.price, locale),
          high: formatDecimal(a.price_high, steps.price, locale),
        })}
      </Pair>
      <Pair name={t("approvals.stop")} testId="approval-stop">
        {price(a.stop)}
      </Pair>
      <Pair name={t("approvals.target")} testId="approval-target">
        {price(a.target)}
      </Pair>
      <Pair name={t("approvals.account")}>{a.account}</Pair>
      <Pair name={t("approvals.moved")} testId="approval-drift">
        <span className={far ? "text-destructive" : ""}>
          <Percent value={a.drift} change={!far} />
        </span>{" "}
        <span className="font-normal text-muted-foreground">
          {t("approvals.of", { limit: formatDecimal(a.drift_limit * 100, 2, locale) })}
        </span>
      </Pair>
      <Pair name={t("approvals.fees")}>
        <Amount value={a.fees} decimals={steps.money} unit={a.quote_currency} />
      </Pair>
      <Pair name={t("approvals.policy")}>{a.policy}</Pair>
    </dl>
  );
}
