import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useSession } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { useMode } from "~/backend/useSnapshot";
import { Button } from "~/components/button/Button";
import { ModeChip } from "~/components/chip/ModeChip";
import { Dialog } from "~/components/overlay/Dialog";
import { Loading } from "~/components/panel/Loading";
import { Note } from "~/components/panel/Note";
import { useInstruments } from "../useSteps";
import { AnalyseFields } from "./AnalyseFields";
import { AnalyseResult } from "./AnalyseResult";
import { type AnalyseForm, firstForm, problemsOf, requestOf } from "./analyseForm";

interface AnalyseDialogProps {
  /** `venue`, `symbol`, `timeframe` of the chart it was called from. */
  args: Readonly<Record<string, string>>;
  onClose: () => void;
}

/** Asks a strategy about a market; what can be acted on then waits for a signature. */
export function AnalyseDialog({ args, onClose }: AnalyseDialogProps) {
  const { t } = useTranslation();
  const mode = useMode();
  const errorText = useErrorText();
  const may = (useSession()?.role ?? "viewer") !== "viewer";
  const markets = useInstruments();
  const strategies = useDeskQuery("scripts", ["strategies"], () => commands.strategies());
  const schemas = (strategies.data ?? []).filter((s) => !s.practice);
  const [changed, setChanged] = useState<AnalyseForm | null>(null);
  const [tried, setTried] = useState(false);
  const ask = useDeskMutation(commands.analyse, ["approvals", "snapshot", "audit"]);

  const form = changed ?? (markets.data && strategies.data ? firstForm(args, markets.data, schemas) : null);
  const schema = schemas.find((s) => s.name === form?.strategy);
  const problems = form && schema ? problemsOf(form, schema) : {};
  const bad = Object.keys(problems).length > 0;
  const error = ask.error ?? markets.error ?? strategies.error;
  const submit = () => {
    setTried(true);
    if (form && schema && !bad && !ask.isPending) ask.mutate(requestOf(form, schema));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("analyse.title")}
      aside={<ModeChip mode={mode} />}
      width={640}
      testId="analyse-dialog"
    >
      {!may ? (
        <Note>{t("analyse.viewer")}</Note>
      ) : ask.data ? (
        <AnalyseResult result={ask.data} onAgain={() => ask.reset()} onClose={onClose} />
      ) : (
        <div className="flex flex-col gap-4">
          {form && schema && markets.data ? (
            <AnalyseFields
              form={form}
              markets={markets.data}
              schemas={schemas}
              schema={schema}
              problems={tried ? problems : {}}
              onChange={setChanged}
              onEnter={submit}
            />
          ) : markets.isLoading || strategies.isLoading ? (
            <Loading />
          ) : (
            !error && <Note>{t("analyse.noMarket")}</Note>
          )}
          {error && (
            <Note tone="error" testId="analyse-error">
              {errorText(error)}
            </Note>
          )}
          {form && (
            <Button
              kind="primary"
              size="large"
              className="w-full"
              isDisabled={ask.isPending || (tried && bad)}
              onPress={submit}
              testId="analyse-ask"
            >
              {t(ask.isPending ? "analyse.asking" : "analyse.ask")}
            </Button>
          )}
        </div>
      )}
    </Dialog>
  );
}
