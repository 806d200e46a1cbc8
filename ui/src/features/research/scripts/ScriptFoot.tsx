import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/button/Button";
import type { Checked } from "./useCheck";
import { useScriptProblem } from "./useScriptProblem";

interface ScriptFootProps {
  check: Checked;
  onShow: (line: number) => void;
}

/** Under the editor, read aloud as it changes: whether the script runs, else why not and where. */
export function ScriptFoot({ check, onShow }: ScriptFootProps) {
  const { t } = useTranslation();
  const problemText = useScriptProblem();
  const problem = check.last?.problem ?? null;
  const state = check.now === null ? "checking" : problem ? "problem" : "fine";
  return (
    <div
      role="status"
      className="flex min-h-9 shrink-0 items-center gap-2 border-t bg-card px-3.5 py-1 text-xs"
      data-testid="script-check"
      data-state={state}
      data-line={problem?.line ?? undefined}
      data-code={problem?.code}
    >
      {problem ? (
        <>
          <TriangleAlert size={16} aria-hidden="true" className="shrink-0 text-warn" />
          <span className="max-h-16 min-w-0 flex-1 overflow-auto" data-scrolls="">
            {problem.line !== null && (
              <b className="font-semibold">{t("research.scripts.line", { line: problem.line })} </b>
            )}
            {problemText(problem)}
          </span>
          {problem.line !== null && (
            <Button size="small" onPress={() => onShow(problem.line ?? 1)} testId="script-show-line">
              {t("research.scripts.show")}
            </Button>
          )}
        </>
      ) : state === "fine" ? (
        <>
          <CircleCheck size={16} aria-hidden="true" className="shrink-0 text-signed" />
          <span className="flex-1">{t("research.scripts.fine")}</span>
        </>
      ) : (
        <span className="flex-1 text-muted-foreground">{t("research.scripts.checking")}</span>
      )}
      <span className="hidden text-2xs whitespace-nowrap text-subtle-foreground min-[1360px]:inline">
        {t("research.scripts.leaveHint")}
      </span>
    </div>
  );
}
