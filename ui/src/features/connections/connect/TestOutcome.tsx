import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { TestStep } from "~/backend/bindings";
import { useErrorText } from "~/backend/useErrorText";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Note } from "~/components/panel/Note";
import type { ConnectionTrial } from "./useConnectionTest";
import { useStepText } from "./useStepText";

/** What was tried, step by step, with its time; after one that failed nothing that needs it is tried. */
export function TestOutcome({ test }: { test: ConnectionTrial }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (test.pending)
    return (
      <p role="status" className="text-xs text-muted-foreground" data-testid="test-pending">
        {t("connections.testingText")}
      </p>
    );
  if (test.error)
    return (
      <Note tone="error" testId="test-error">
        {errorText(test.error)}
      </Note>
    );
  if (!test.result) return null;
  const { steps, permissions } = test.result;
  const passed = steps.every((step) => step.ok);
  return (
    <section
      aria-label={t("connections.testResult")}
      className="space-y-2"
      data-testid="test-result"
      data-passed={passed}
    >
      <ol className="divide-y divide-border/55 rounded-md border text-xs" aria-live="polite">
        {steps.map((step) => (
          <Step key={step.code} step={step} />
        ))}
      </ol>
      {permissions?.withdraw === true && <Note tone="warn">{t("connections.mayWithdraw")}</Note>}
      <p className={`text-xs font-medium ${passed ? "text-signed" : "text-destructive"}`}>
        {t(passed ? "connections.testPassed" : "connections.testFailed")}
      </p>
    </section>
  );
}

function Step({ step }: { step: TestStep }) {
  const locale = useLocale();
  const text = useStepText();
  const Icon = step.ok ? Check : X;
  const detail = text.detail(step);
  return (
    <li
      className="grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-2 px-2.5 py-2"
      data-testid={`test-step-${step.code}`}
      data-ok={step.ok}
    >
      <Icon size={14} aria-hidden="true" className={`mt-0.5 ${step.ok ? "text-signed" : "text-destructive"}`} />
      <span className="min-w-0">
        <span className={step.ok ? "" : "font-medium"}>{text.title(step)}</span>
        {detail !== "" && <span className="block break-words text-muted-foreground">{detail}</span>}
      </span>
      <span className="text-muted-foreground">{formatDecimal(step.took_ms, 0, locale)} ms</span>
    </li>
  );
}
