import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ScriptView } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";

interface ScriptActsProps {
  script: ScriptView;
  /** Something was typed since the last save. */
  dirty: boolean;
  /** A viewer reads. */
  may: boolean;
  saving: boolean;
  runnable: boolean;
  onSave: () => void;
  onDrop: () => void;
  onBacktest: () => void;
}

/** Over the editor: which version it is, saving the next one, trying it. */
export function ScriptActs({ script, dirty, may, saving, runnable, ...acts }: ScriptActsProps) {
  const { t } = useTranslation();
  return (
    <div
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b px-3.5 py-1.5 text-xs"
      data-testid="script-acts"
      data-version={script.saved.version}
      data-dirty={dirty}
    >
      <b className="font-mono font-medium" data-testid="script-name">
        {script.name}
      </b>
      <span className="text-muted-foreground" data-testid="script-state">
        {t(dirty ? "research.scripts.changedSince" : "research.scripts.version", { version: script.saved.version })}
      </span>
      <span className="flex-1" />
      {may && dirty && (
        <Button kind="ghost" onPress={acts.onDrop} testId="script-drop">
          {t("research.scripts.drop")}
        </Button>
      )}
      {may && (
        <Button isDisabled={!dirty || saving} onPress={acts.onSave} testId="script-save">
          {t(saving ? "research.scripts.saving" : "research.scripts.save")}
          <Kbd chord="Ctrl+S" />
        </Button>
      )}
      <Button kind="primary" isDisabled={!runnable} onPress={acts.onBacktest} testId="script-backtest">
        <Play size={14} aria-hidden="true" />
        {t(dirty ? "research.scripts.saveAndBacktest" : "research.scripts.backtest")}
        <Kbd chord="F5" bare />
      </Button>
    </div>
  );
}
