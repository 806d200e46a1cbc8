import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useSession } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { NumberField } from "~/components/fields/NumberField";
import { Seal } from "~/components/marks/Seal";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatDuration } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Note } from "~/components/panel/Note";
import { type Approval, baseOf, quantityProblem } from "../approval";
import type { Steps } from "../useSteps";

interface ExecuteBlockProps {
  approval: Approval;
  steps: Steps;
  nowMs: number;
}

/** Signed: it can be executed once, for at most what was signed. Traders may as well. */
export function ExecuteBlock({ approval: a, steps, nowMs }: ExecuteBlockProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const errorText = useErrorText();
  const may = useSession()?.role !== "viewer";
  const [quantity, setQuantity] = useState(a.quantity);
  const execute = useDeskMutation(
    () => commands.executeApproval(a.id, quantity),
    ["approvals", "holdings", "snapshot", "audit"],
  );
  const problem = quantityProblem(quantity, a.quantity, steps.lot);
  const shown = (text: string) =>
    formatDecimal(text, Math.max(steps.quantity, text.split(".")[1]?.length ?? 0), locale);
  const words = {
    missing: t("approvals.executeMissing"),
    over: t("approvals.executeOver", { quantity: shown(quantity), limit: shown(a.quantity) }),
    lot: t("approvals.executeLot", { quantity: shown(quantity), step: steps.lot ?? "" }),
  };
  const signature = a.signatures.at(-1);
  const act = () => problem === null && execute.mutate(undefined);
  return (
    <div className="flex items-center gap-5" data-testid="approval-execute-block">
      {signature && (
        <Seal
          signature={signature.signature}
          size={96}
          specimen={a.mode === "paper"}
          className="stamp max-[1180px]:hidden"
        />
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <b className="text-md font-semibold">{t("approvals.executeTitle")}</b>
        <p className="text-xs text-muted-foreground">
          {t("approvals.executeUntil", { time: formatDuration(a.expires_ms - nowMs, locale) })}
        </p>
        {may && (
          <div className="flex items-start gap-2">
            <div className="min-w-0 flex-1">
              <NumberField
                label={t("approvals.executeQuantity")}
                value={quantity}
                onChange={setQuantity}
                decimals={steps.quantity}
                unit={baseOf(a.instrument.symbol)}
                problem={problem === null ? undefined : words[problem]}
                onEnter={act}
                testId="approval-execute-quantity"
              />
            </div>
            <Button
              kind="primary"
              size="large"
              isDisabled={problem !== null || execute.isPending}
              onPress={act}
              testId="approval-execute"
            >
              {t(execute.isPending ? "approvals.executing" : "approvals.execute")}
            </Button>
          </div>
        )}
        {execute.error && (
          <Note tone="error" testId="approval-error">
            {errorText(execute.error)}
          </Note>
        )}
      </div>
    </div>
  );
}
