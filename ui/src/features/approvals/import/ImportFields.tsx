import { useTranslation } from "react-i18next";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { Select } from "~/components/fields/Select";
import { DropZone } from "~/components/files/DropZone";
import { type ImportForm, type ImportProblem, TIMEFRAMES } from "./importForm";

interface ImportFieldsProps {
  form: ImportForm;
  problems: readonly ImportProblem[];
  onChange: (some: Partial<ImportForm>) => void;
  /** A path also tells venue and symbol, where its name does. */
  onPath: (path: string) => void;
  onBrowse: () => void;
  onStart: () => void;
}

export function ImportFields({ form, problems, onChange, onPath, onBrowse, onStart }: ImportFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <DropZone
        over={false}
        title={t("importing.drop")}
        text={t("importing.dropText")}
        choose={t("importing.browse")}
        onChoose={onBrowse}
        testId="import-drop"
      />
      <Field
        label={t("importing.path")}
        labelAbove
        align="left"
        mono
        value={form.path}
        onChange={onPath}
        problem={problems.includes("path") ? t("importing.pathMissing") : undefined}
        onEnter={onStart}
        testId="import-path"
      />
      <div className="grid grid-cols-3 gap-3">
        <Field
          label={t("importing.venue")}
          labelAbove
          align="left"
          value={form.venue}
          onChange={(venue) => onChange({ venue })}
          problem={problems.includes("venue") ? t("importing.venueBad") : undefined}
          onEnter={onStart}
          testId="import-venue"
        />
        <Field
          label={t("importing.symbol")}
          labelAbove
          align="left"
          value={form.symbol}
          onChange={(symbol) => onChange({ symbol })}
          problem={problems.includes("symbol") ? t("importing.symbolBad") : undefined}
          onEnter={onStart}
          testId="import-symbol"
        />
        <Select
          label={t("importing.timeframe")}
          labelAbove
          options={[{ id: "auto", label: t("importing.auto") }, ...TIMEFRAMES.map((id) => ({ id, label: id }))]}
          value={form.timeframe}
          onChange={(timeframe) => onChange({ timeframe: timeframe as ImportForm["timeframe"] })}
          testId="import-timeframe"
        />
      </div>
      <Button kind="primary" size="large" className="w-full" onPress={onStart} testId="import-start">
        {t("importing.go")}
      </Button>
    </>
  );
}
