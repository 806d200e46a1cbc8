import { CirclePause, CirclePlay } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type RiskView } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { Note } from "~/components/panel/Note";

/** May entries go? Pausing takes a reason, which the chain keeps; exits go on either way. */
export function TradingState({ risk, mayStop }: { risk: RiskView; mayStop: boolean }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [reason, setReason] = useState("");
  const acting = useDeskMutation(
    (stop: boolean) => (stop ? commands.pause(reason.trim()) : commands.resume()),
    ["snapshot", "risk"],
  );
  const act = () => acting.mutate(!risk.paused, { onSuccess: () => setReason("") });
  const Icon = risk.paused ? CirclePause : CirclePlay;
  return (
    <section className="border-b px-4 py-3" data-testid="risk-trading" data-paused={risk.paused}>
      <h2 className="mb-2 text-xs font-semibold">{t("risk.trading")}</h2>
      <p className="flex items-start gap-2 text-xs">
        <Icon size={16} aria-hidden="true" className={risk.paused ? "text-warn" : "text-signed"} />
        <span>
          {t(risk.paused ? "risk.pausedNow" : "risk.runs")}
          {risk.paused && risk.paused_reason && (
            <span className="text-muted-foreground"> {t("risk.pausedBecause", { reason: risk.paused_reason })}</span>
          )}
        </span>
      </p>
      {acting.isError && (
        <Note tone="error" className="mt-2" testId="risk-trading-error">
          {errorText(acting.error)}
        </Note>
      )}
      {mayStop ? (
        <div className="mt-2 flex items-start gap-2">
          {!risk.paused && (
            <div className="min-w-0 flex-1">
              <Field
                label={t("risk.reason")}
                align="left"
                value={reason}
                onChange={setReason}
                maxLength={200}
                testId="risk-pause-reason"
              />
            </div>
          )}
          <Button
            kind="secondary"
            className="h-[30px]"
            isDisabled={acting.isPending}
            onPress={act}
            testId={risk.paused ? "risk-resume" : "risk-pause"}
          >
            {t(risk.paused ? "risk.resume" : "risk.pause")}
          </Button>
        </div>
      ) : (
        <p className="mt-2 text-xs text-muted-foreground">{t("risk.viewer")}</p>
      )}
    </section>
  );
}
