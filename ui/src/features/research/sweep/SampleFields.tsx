import { useTranslation } from "react-i18next";
import { NumberField } from "~/components/fields/NumberField";
import { Segmented } from "~/components/fields/Segmented";
import type { Problem } from "../setUp";
import { useProblemText } from "../useProblemText";
import type { SweepForm } from "./sweepForm";

interface SampleFieldsProps {
  form: SweepForm;
  problems: Readonly<Record<string, Problem>>;
  onChange: (form: SweepForm) => void;
}

const FIRST_SAMPLES = "1000";

/** Every cell, or so many drawn by lot: a rough map of a large grid in a moment. */
export function SampleFields({ form, problems, onChange }: SampleFieldsProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return (
    <>
      <Segmented
        label={t("research.sweep.plan")}
        fill
        segments={[
          { id: "grid", label: t("research.sweep.every") },
          { id: "random", label: t("research.sweep.random") },
        ]}
        value={form.samples === null ? "grid" : "random"}
        onChange={(kind) => onChange({ ...form, samples: kind === "grid" ? null : FIRST_SAMPLES })}
        testId="sweep-plan"
      />
      {form.samples !== null && (
        <NumberField
          label={t("research.sweep.samples")}
          value={form.samples}
          onChange={(samples) => onChange({ ...form, samples })}
          problem={problemText(problems.samples)}
          testId="sweep-samples"
        />
      )}
    </>
  );
}
