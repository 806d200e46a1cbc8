import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { CodeDifference } from "~/components/code/CodeDifference";
import { CodeEditor } from "~/components/code/CodeEditor";
import type { Phrases } from "~/components/code/extensions";
import { Segmented } from "~/components/fields/Segmented";
import { PanelBody } from "~/components/panel/PanelBody";
import { useScript } from "./useScripts";

interface OldVersionProps {
  name: string;
  version: number;
  /** What stands in the editor. */
  text: string;
  phrases: Phrases;
  /** May it be made the newest? */
  restorable: boolean;
  onRestore: () => void;
  onClose: () => void;
}

const nothing = () => undefined;

/** A version of before, whole or beside the text in the editor. It can be read and made the newest, not written in. */
export function OldVersion({ name, version, text, phrases, restorable, onRestore, onClose }: OldVersionProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [as, setAs] = useState<"difference" | "whole">("difference");
  const { data, error } = useScript(name, version);
  const label = t("research.scripts.versionLabel", { name, version });
  return (
    <div className="flex h-full min-h-0 flex-col bg-card" data-testid="script-old" data-version={version}>
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b px-3.5 py-1 text-xs">
        <b className="font-semibold">{t("research.scripts.version", { version })}</b>
        <Segmented
          label={t("research.scripts.showAs")}
          value={as}
          onChange={setAs}
          segments={[
            { id: "difference", label: t("research.scripts.difference") },
            { id: "whole", label: t("research.scripts.whole") },
          ]}
          testId="script-old-as"
        />
        <span className="flex-1" />
        {restorable && (
          <Button onPress={onRestore} testId="script-restore">
            {t("research.scripts.restore")}
          </Button>
        )}
        <Button kind="ghost" onPress={onClose} testId="script-old-close">
          {t("research.scripts.back")}
        </Button>
      </div>
      <div className="min-h-0 flex-1">
        {!data ? (
          <PanelBody state={error ? { kind: "error", text: errorText(error) } : { kind: "loading" }} />
        ) : as === "whole" ? (
          <CodeEditor
            label={label}
            value={data.source}
            onChange={nothing}
            phrases={phrases}
            readOnly
            testId="script-old-text"
          />
        ) : data.source === text ? (
          <p className="p-3.5 text-xs text-muted-foreground" data-testid="script-old-same">
            {t("research.scripts.same")}
          </p>
        ) : (
          <CodeDifference
            label={label}
            before={data.source}
            after={text}
            phrases={phrases}
            testId="script-old-difference"
          />
        )}
      </div>
    </div>
  );
}
