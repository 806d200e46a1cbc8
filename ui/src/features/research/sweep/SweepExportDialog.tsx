import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type SweepExport } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { Dialog } from "~/components/overlay/Dialog";
import { ExportOutcome } from "../ExportOutcome";

const tables: readonly { id: SweepExport["format"]; label: string }[] = [
  { id: "csv", label: "CSV" },
  { id: "parquet", label: "Parquet" },
];

interface SweepExportDialogProps {
  open: boolean;
  sweep: string;
  onClose: () => void;
}

/** Every row of a sweep as a file, or its map and surface with a page that shows them. */
export function SweepExportDialog({ open, sweep, onClose }: SweepExportDialogProps) {
  const { t } = useTranslation();
  const [folder, setFolder] = useState("");
  const writing = useDeskMutation((format: SweepExport["format"]) =>
    commands.exportSweep({ sweep, format, folder: folder.trim() || null }),
  );
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("research.sweep.exportTitle")}
      width={480}
      testId="sweep-export-dialog"
    >
      <Field
        label={t("research.folder")}
        labelAbove
        align="left"
        mono
        value={folder}
        onChange={setFolder}
        testId="sweep-export-folder"
      />
      <div className="mt-3 flex items-center gap-2 text-xs">
        <span className="flex-1">{t("research.sweep.exportRows")}</span>
        {tables.map(({ id, label }) => (
          <Button
            key={id}
            isDisabled={writing.isPending}
            onPress={() => writing.mutate(id)}
            testId={`sweep-export-${id}`}
          >
            {label}
          </Button>
        ))}
      </div>
      <div className="mt-2 flex items-center gap-2 text-xs">
        <span className="flex-1">{t("research.sweep.exportReport")}</span>
        <Button isDisabled={writing.isPending} onPress={() => writing.mutate("report")} testId="sweep-export-report">
          HTML, PNG, SVG
        </Button>
      </div>
      <ExportOutcome error={writing.error} path={writing.data} testId="sweep-export" />
    </Dialog>
  );
}
