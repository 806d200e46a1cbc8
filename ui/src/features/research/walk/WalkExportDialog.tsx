import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { Dialog } from "~/components/overlay/Dialog";
import { ExportOutcome } from "../ExportOutcome";

interface WalkExportDialogProps {
  open: boolean;
  walk: string;
  onClose: () => void;
}

/** Both curves of a walk forward with a page that shows them. */
export function WalkExportDialog({ open, walk, onClose }: WalkExportDialogProps) {
  const { t } = useTranslation();
  const [folder, setFolder] = useState("");
  const writing = useDeskMutation(() => commands.exportWalkForward(walk, folder.trim() || null));
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("research.walk.exportTitle")}
      width={480}
      testId="walk-export-dialog"
    >
      <Field
        label={t("research.folder")}
        labelAbove
        align="left"
        mono
        value={folder}
        onChange={setFolder}
        testId="walk-export-folder"
      />
      <div className="mt-3 flex items-center gap-2 text-xs">
        <span className="flex-1">{t("research.walk.exportReport")}</span>
        <Button isDisabled={writing.isPending} onPress={() => writing.mutate(undefined)} testId="walk-export-report">
          HTML, PNG, SVG
        </Button>
      </div>
      <ExportOutcome error={writing.error} path={writing.data} testId="walk-export" />
    </Dialog>
  );
}
