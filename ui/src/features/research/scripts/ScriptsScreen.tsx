import { FilePlus2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSession } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Empty } from "~/components/panel/Empty";
import { PanelBody } from "~/components/panel/PanelBody";
import { ScreenHead } from "~/components/panel/ScreenHead";
import { ResearchTabs } from "../ResearchTabs";
import type { SetUp } from "../setUp";
import { useDrafts } from "./drafts";
import { NewScriptDialog } from "./NewScriptDialog";
import { ScriptDesk } from "./ScriptDesk";
import { pathOfScript, ScriptList } from "./ScriptList";
import { useReference, useScript, useScriptList, useVersions } from "./useScripts";

interface ScriptsScreenProps {
  onBacktest: (setUp: SetUp) => void;
}

const none: readonly never[] = [];

/** Strategies people write: `/research/scripts/NAME` shows one. */
export function ScriptsScreen({ onBacktest }: ScriptsScreenProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [path, navigate] = useLocation();
  const session = useSession();
  const may = (session?.role ?? "viewer") !== "viewer";
  const drafts = useDrafts(session?.user ?? "");
  const [making, make] = useState<string | null>(null);
  const list = useScriptList();
  const examples = useReference().data?.examples ?? none;
  const scripts = list.data ?? none;
  const wanted = path.split("/")[3] ?? "";
  const selected = scripts.some((s) => s.name === wanted) ? wanted : (scripts[0]?.name ?? "");
  const script = useScript(selected, null);
  const versions = useVersions(selected);
  const failed = list.error ?? script.error ?? versions.error;
  const first = examples[0]?.name ?? "";
  return (
    <div className="flex h-full flex-col">
      <ScreenHead
        title={t("shell.research")}
        aside={<ResearchTabs here="scripts" />}
        actions={
          may &&
          scripts.length > 0 && (
            <Button onPress={() => make(first)} testId="script-new">
              <FilePlus2 size={14} aria-hidden="true" />
              {t("research.scripts.new")}
            </Button>
          )
        }
      />
      {list.data?.length === 0 ? (
        <div className="min-h-0 flex-1 bg-card">
          <Empty
            title={t("research.scripts.none")}
            text={t(may ? "research.scripts.noneText" : "research.scripts.viewer")}
            action={
              may && (
                <Button kind="primary" onPress={() => make(first)} testId="script-new">
                  {t("research.scripts.new")}
                </Button>
              )
            }
            testId="scripts-empty"
          />
        </div>
      ) : !list.data ? (
        <div className="min-h-0 flex-1 bg-card">
          <PanelBody state={failed ? { kind: "error", text: errorText(failed) } : { kind: "loading" }} />
        </div>
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[196px_minmax(0,1fr)_220px] gap-px bg-border min-[1360px]:grid-cols-[232px_minmax(0,1fr)_272px]">
          <div className="flex min-h-0 flex-col bg-card">
            <ScriptList scripts={scripts} selected={selected} unsaved={({ name }) => drafts.of(name) !== undefined} />
          </div>
          {script.data && script.data.name === selected && versions.data ? (
            <ScriptDesk
              key={selected}
              script={script.data}
              versions={versions.data}
              drafts={drafts}
              onBacktest={onBacktest}
            />
          ) : (
            <div className="col-span-2 bg-card">
              <PanelBody state={failed ? { kind: "error", text: errorText(failed) } : { kind: "loading" }} />
            </div>
          )}
        </div>
      )}
      {making !== null && (
        <NewScriptDialog
          examples={examples}
          taken={scripts.map((s) => s.name)}
          from={making}
          onClose={() => make(null)}
          onMade={(name) => {
            make(null);
            navigate(pathOfScript(name));
          }}
        />
      )}
    </div>
  );
}
