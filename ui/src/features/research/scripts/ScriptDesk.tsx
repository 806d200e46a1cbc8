import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type ScriptVersion, type ScriptView } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useSession } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { CodeEditor, type CodeEditorHandle } from "~/components/code/CodeEditor";
import type { CodeProblem } from "~/components/code/problems";
import { Field } from "~/components/fields/Field";
import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Note } from "~/components/panel/Note";
import { firstSetUp, type SetUp } from "../setUp";
import type { useDrafts } from "./drafts";
import { OldVersion } from "./OldVersion";
import { ParamPanel } from "./ParamPanel";
import { ScriptActs } from "./ScriptActs";
import { ScriptFoot } from "./ScriptFoot";
import { useCheck } from "./useCheck";
import { useComplete } from "./useComplete";
import { usePhrases } from "./usePhrases";
import { useScriptProblem } from "./useScriptProblem";
import { useRestore, useSave } from "./useScripts";
import { VersionList } from "./VersionList";

interface ScriptDeskProps {
  script: ScriptView;
  versions: readonly ScriptVersion[];
  drafts: ReturnType<typeof useDrafts>;
  onBacktest: (setUp: SetUp) => void;
}

const noProblems: readonly CodeProblem[] = [];

/** One script: its editor, what it declares, its versions. Give it the script's name as `key`. */
export function ScriptDesk({ script, versions, drafts, onBacktest }: ScriptDeskProps) {
  const { t } = useTranslation();
  const { timeZone } = useLocale();
  const errorText = useErrorText();
  const problemText = useScriptProblem();
  const phrases = usePhrases();
  const { name } = script;
  const may = (useSession()?.role ?? "viewer") !== "viewer";
  const editor = useRef<CodeEditorHandle>(null);
  const [looked, look] = useState<number | null>(null);
  const [note, setNote] = useState("");
  const text = drafts.of(name) ?? script.source;
  const dirty = text !== script.source;
  useEffect(() => {
    if (drafts.of(name) === script.source) drafts.put(name, null);
  }, [drafts, name, script.source]);
  const check = useCheck(name, text);
  const complete = useComplete(check.last?.schema?.params);
  const markets = useDeskQuery("series", ["instruments"], () => commands.instruments());
  const save = useSave();
  const restore = useRestore();

  const problems = useMemo(() => {
    const found = check.now?.problem;
    return found ? [{ line: found.line, message: problemText(found) }] : check.now ? noProblems : undefined;
  }, [check.now, problemText]);

  const type = useCallback(
    (next: string) => drafts.put(name, next === script.source ? null : next),
    [drafts, name, script.source],
  );
  const keep = (then?: (saved: ScriptView) => void) => {
    if (!may || save.isPending) return;
    const source = text;
    save.mutate(
      { name, source, note, new: false },
      {
        onSuccess: (saved) => {
          if (drafts.current(name) === source) drafts.put(name, null);
          setNote("");
          then?.(saved);
        },
      },
    );
  };
  const schema = check.now?.problem ? null : (check.now?.schema ?? null);
  const market = markets.data?.find((m) => !m.live) ?? markets.data?.[0];
  const run = (saved: Pick<ScriptView, "strategy">) => {
    if (schema && market) onBacktest(firstSetUp({ ...schema, name: saved.strategy }, market, timeZone));
  };
  const runnable = schema !== null && market !== undefined;
  const backtest = () => (dirty ? keep(run) : run(script));
  useShortcut("save", () => dirty && keep(), looked === null);
  useShortcut("run", backtest, runnable && looked === null && (may || !dirty));

  const failure = save.error ?? restore.error;
  const newest = script.saved.version;
  return (
    <>
      <section aria-label={t("research.scripts.editor")} className="flex min-h-0 min-w-0 flex-col bg-card">
        {looked !== null ? (
          <OldVersion
            name={name}
            version={looked}
            text={text}
            phrases={phrases}
            restorable={may && looked !== newest}
            onRestore={() =>
              restore.mutate(
                { name, version: looked },
                {
                  onSuccess: () => {
                    drafts.put(name, null);
                    look(null);
                  },
                },
              )
            }
            onClose={() => look(null)}
          />
        ) : (
          <>
            <ScriptActs
              script={script}
              dirty={dirty}
              may={may}
              saving={save.isPending}
              runnable={runnable && (may || !dirty)}
              onSave={() => keep()}
              onDrop={() => drafts.put(name, null)}
              onBacktest={backtest}
            />
            {failure && (
              <Note tone="error" className="m-2" testId="script-failure">
                {errorText(failure)}
              </Note>
            )}
            <div className="min-h-0 flex-1">
              <CodeEditor
                ref={editor}
                label={t("research.scripts.source", { name })}
                value={text}
                onChange={type}
                problems={problems}
                complete={complete}
                phrases={phrases}
                readOnly={!may}
                testId="script-source"
              />
            </div>
            <ScriptFoot check={check} onShow={(line) => editor.current?.goTo(line)} />
          </>
        )}
      </section>
      <div className="flex min-h-0 flex-col gap-px bg-border">
        {check.last?.schema && <ParamPanel schema={check.last.schema} />}
        {may && dirty && looked === null && (
          <div className="shrink-0 bg-card px-3.5 py-3">
            <Field
              label={t("research.scripts.note")}
              labelAbove
              align="left"
              value={note}
              onChange={setNote}
              maxLength={200}
              onEnter={() => keep()}
              testId="script-note"
            />
          </div>
        )}
        <VersionList versions={versions} looked={looked} onLook={look} />
      </div>
    </>
  );
}
