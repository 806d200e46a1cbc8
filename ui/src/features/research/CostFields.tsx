import { useTranslation } from "react-i18next";
import { Checkbox } from "~/components/fields/Checkbox";
import { NumberField } from "~/components/fields/NumberField";
import { Segmented } from "~/components/fields/Segmented";
import type { PartProps } from "./PeriodFields";
import type { SetUp } from "./setUp";

const sizeLabels = {
  fraction: "research.share",
  quantity: "research.quantity",
  risk: "research.lose",
} as const;

/** Each way of sizing starts with a figure of its own kind. */
const firstSize: Record<SetUp["sizing"], string> = { all_in: "", fraction: "50", quantity: "0.1", risk: "1" };

/** Capital, costs, how much an entry buys, and where a trade is left. */
export function CostFields({ form, onChange, problem }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <NumberField
        label={t("research.capital")}
        value={form.capital}
        onChange={(capital) => onChange({ capital })}
        problem={problem("capital")}
        testId="research-capital"
      />
      <NumberField
        label={t("research.fee")}
        unit={t("research.perSide")}
        value={form.fee}
        onChange={(fee) => onChange({ fee })}
        problem={problem("fee")}
        testId="research-fee"
      />
      <NumberField
        label={t("research.slippage")}
        unit="bps"
        value={form.slippage}
        onChange={(slippage) => onChange({ slippage })}
        problem={problem("slippage")}
        testId="research-slippage"
      />
      <Segmented
        label={t("research.sizing")}
        fill
        segments={[
          { id: "all_in", label: t("research.allIn") },
          { id: "fraction", label: t("research.part") },
          { id: "quantity", label: t("research.units") },
          { id: "risk", label: t("research.risk") },
        ]}
        value={form.sizing}
        onChange={(sizing) => onChange({ sizing, size: firstSize[sizing], exits: form.exits || sizing === "risk" })}
        testId="research-sizing"
      />
      {form.sizing !== "all_in" && (
        <NumberField
          label={t(sizeLabels[form.sizing])}
          unit={form.sizing === "quantity" ? undefined : "%"}
          value={form.size}
          onChange={(size) => onChange({ size })}
          problem={problem("size")}
          testId="research-size"
        />
      )}
      <div className="flex flex-wrap gap-x-4">
        <Checkbox checked={form.short} onChange={(short) => onChange({ short })} testId="research-short">
          {t("research.short")}
        </Checkbox>
        <Checkbox checked={form.exits} onChange={(exits) => onChange({ exits })} testId="research-exits">
          {t("research.exits")}
        </Checkbox>
      </div>
      {form.exits && (
        <>
          <NumberField
            label={t("research.stop")}
            unit="%"
            value={form.stop}
            onChange={(stop) => onChange({ stop })}
            problem={problem("stop")}
            testId="research-stop"
          />
          <NumberField
            label={t("research.target")}
            unit="%"
            value={form.target}
            onChange={(target) => onChange({ target })}
            problem={problem("target")}
            testId="research-target"
          />
        </>
      )}
    </>
  );
}
