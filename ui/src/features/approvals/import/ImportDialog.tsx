import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type ImportProgress } from "~/backend/bindings";
import { call } from "~/backend/call";
import { importCandles } from "~/backend/importCandles";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useSession } from "~/backend/useDoor";
import { Dialog } from "~/components/overlay/Dialog";
import { Note } from "~/components/panel/Note";
import { ImportFault } from "./ImportFault";
import { ImportFields } from "./ImportFields";
import { ImportResult } from "./ImportResult";
import { ImportRunning } from "./ImportRunning";
import { guessFromPath, type ImportForm, importProblems, importRequest } from "./importForm";

interface ImportDialogProps {
  /** `path` of a file dropped on the window; `venue` and `symbol` of the chart that lacks candles. */
  args: Readonly<Record<string, string>>;
  onClose: () => void;
}

/** A file of candles into the store: all of it, or nothing. */
export function ImportDialog({ args, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const may = (useSession()?.role ?? "viewer") !== "viewer";
  const [form, setForm] = useState<ImportForm>({
    path: "",
    venue: args.venue && args.venue !== "builtin" ? args.venue : "coinbase",
    symbol: args.symbol && args.venue !== "builtin" ? args.symbol : "",
    timeframe: "auto",
  });
  const [tried, setTried] = useState(false);
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const run = useDeskMutation((f: ImportForm) => importCandles(importRequest(f), setProgress), ["series", "market"]);

  const takePath = (path: string) => {
    run.reset();
    setForm((now) => ({ ...now, ...guessFromPath(path), path }));
  };
  // Dropped again while the dialog is open: the newest file counts, unless one is being read.
  const busy = run.isPending;
  const taken = useRef("");
  const dropped = args.path ?? "";
  useEffect(() => {
    if (dropped === taken.current || busy) return;
    taken.current = dropped;
    setForm((now) => ({ ...now, ...guessFromPath(dropped), path: dropped }));
  }, [dropped, busy]);
  const browse = async () => {
    const path = await call(commands.pickCandleFile()).catch(() => null);
    if (path) takePath(path);
  };
  const start = () => {
    setTried(true);
    if (importProblems(form).length > 0 || busy) return;
    setProgress(null);
    run.mutate(form);
  };
  return (
    <Dialog open onClose={() => !busy && onClose()} title={t("importing.title")} testId="import-dialog">
      {!may ? (
        <Note>{t("importing.viewer")}</Note>
      ) : run.data ? (
        <ImportResult result={run.data} onAnother={() => run.reset()} onClose={onClose} />
      ) : busy ? (
        <ImportRunning progress={progress} />
      ) : (
        <div className="flex flex-col gap-4">
          <ImportFields
            form={form}
            problems={tried ? importProblems(form) : []}
            onChange={(some) => setForm({ ...form, ...some })}
            onPath={takePath}
            onBrowse={() => void browse()}
            onStart={start}
          />
          {run.error && <ImportFault error={run.error} />}
        </div>
      )}
    </Dialog>
  );
}
