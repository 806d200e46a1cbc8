import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScriptExample } from "~/backend/bindings";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { Select } from "~/components/fields/Select";
import { Dialog } from "~/components/overlay/Dialog";
import { Note } from "~/components/panel/Note";
import { emptyScript, freeName, renamed, SCRIPT_NAME } from "./scriptText";
import { useSave } from "./useScripts";

interface NewScriptDialogProps {
  examples: readonly ScriptExample[];
  taken: readonly string[];
  /** The example it was opened for. */
  from: string;
  onClose: () => void;
  onMade: (name: string) => void;
}

const EMPTY = "empty";

/** A name, and what to start from; it is saved as version 1 at once. Mount it to open it. */
export function NewScriptDialog({ examples, taken, from, onClose, onMade }: NewScriptDialogProps) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const [start, setStart] = useState(from);
  const [typed, setTyped] = useState<string | null>(null);
  const save = useSave();
  const example = examples.find((e) => e.name === start);
  const name = typed ?? freeName(example ? `my_${example.name.replace(/_luau$/, "")}` : "my_rule", taken);
  const problem = !SCRIPT_NAME.test(name)
    ? t("research.scripts.nameRule")
    : taken.includes(name)
      ? t("research.scripts.nameTaken", { name })
      : undefined;
  const make = () => {
    if (problem || save.isPending) return;
    const source = example ? renamed(example.source, name) : emptyScript(name);
    save.mutate({ name, source, note: "", new: true }, { onSuccess: () => onMade(name) });
  };
  const about = (id: string) => {
    const key = `research.scripts.about.${id}`;
    return i18n.exists(key) ? t(key as "parts.close") : id;
  };
  return (
    <Dialog open onClose={onClose} title={t("research.scripts.newTitle")} width={480} testId="script-new-dialog">
      <div className="flex flex-col gap-4">
        <Select
          label={t("research.scripts.from")}
          labelAbove
          options={[EMPTY, ...examples.map((e) => e.name)].map((id) => ({ id, label: about(id) }))}
          value={example ? start : EMPTY}
          onChange={setStart}
          testId="script-new-from"
        />
        <Field
          label={t("research.scripts.name")}
          labelAbove
          align="left"
          mono
          value={name}
          onChange={setTyped}
          problem={problem}
          maxLength={64}
          autoFocus
          onEnter={make}
          testId="script-new-name"
        />
        {save.error && (
          <Note tone="error" testId="script-new-error">
            {errorText(save.error)}
          </Note>
        )}
        <Button
          kind="primary"
          size="large"
          className="w-full"
          isDisabled={problem !== undefined || save.isPending}
          onPress={make}
          testId="script-new-make"
        >
          {t("research.scripts.make")}
        </Button>
      </div>
    </Dialog>
  );
}
