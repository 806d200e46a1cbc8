import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type ExportFormat, type ExportKind } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { Dialog } from "~/components/overlay/Dialog";
import { ExportOutcome } from "./ExportOutcome";

const picture: readonly ExportFormat[] = ["png", "svg"];

/** What can be written, and how. */
export const artefacts: readonly { kind: ExportKind; formats: readonly ExportFormat[] }[] = [
  { kind: "equity", formats: picture },
  { kind: "drawdown", formats: picture },
  { kind: "distribution", formats: picture },
  { kind: "heatmap_return", formats: picture },
  { kind: "heatmap_winrate", formats: picture },
  { kind: "heatmap_counts", formats: picture },
  { kind: "trades", formats: ["csv"] },
  { kind: "result", formats: ["json"] },
  { kind: "report", formats: ["html"] },
];

interface ExportDialogProps {
  open: boolean;
  run: string;
  onClose: () => void;
}

export function ExportDialog({ open, run, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const [folder, setFolder] = useState("");
  const writing = useDeskMutation((what: { kind: ExportKind; format: ExportFormat }) =>
    commands.exportBacktest({ backtest: run, ...what, folder: folder.trim() || null }),
  );
  return (
    <Dialog open={open} onClose={onClose} title={t("research.exportTitle")} width={520} testId="research-export-dialog">
      <Field
        label={t("research.folder")}
        labelAbove
        align="left"
        mono
        value={folder}
        onChange={setFolder}
        testId="research-export-folder"
      />
      <ul className="mt-3">
        {artefacts.map(({ kind, formats }) => (
          <li key={kind} className="flex min-h-9 items-center gap-2 border-t border-border/55 text-xs">
            <span className="flex-1">{t(`research.exportKind.${kind}`)}</span>
            {formats.map((format) => (
              <Button
                key={format}
                size="small"
                isDisabled={writing.isPending}
                onPress={() => writing.mutate({ kind, format })}
                aria-label={`${t(`research.exportKind.${kind}`)}, ${format.toUpperCase()}`}
                testId={`research-export-${kind}-${format}`}
              >
                {format.toUpperCase()}
              </Button>
            ))}
          </li>
        ))}
      </ul>
      <ExportOutcome error={writing.error} path={writing.data} testId="research-export" />
    </Dialog>
  );
}
