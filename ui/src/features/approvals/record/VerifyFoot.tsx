import { Link2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { StoryStep } from "~/backend/orderStory";
import type { Reply } from "~/backend/reply";
import { useErrorText } from "~/backend/useErrorText";
import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import { formatDecimal } from "~/components/numbers/formatNumber";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Note } from "~/components/panel/Note";

interface VerifyFootProps {
  steps: readonly StoryStep[];
  result: (Reply<"auditVerify"> & { atMs: number }) | null;
  busy: boolean;
  error: unknown;
  action: ReactNode;
  onVerify: () => void;
}

/** Where in the chain it stands, and whether the chain holds. */
export function VerifyFoot({ steps, result, busy, error, action, onVerify }: VerifyFootProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const errorText = useErrorText();
  useShortcut("verify", onVerify, steps.length > 0);
  const first = steps[0];
  const last = steps.at(-1);
  if (!first || !last) return null;
  const seq = (n: number) => formatDecimal(n, 0, locale);
  return (
    <div className="flex shrink-0 flex-col gap-2 border-t px-4 py-3">
      <p
        className="flex items-center gap-1.5 text-xs text-muted-foreground"
        data-testid="approval-verified"
        data-ok={result?.ok}
      >
        <Link2 size={14} aria-hidden="true" className={result?.ok ? "text-signed" : ""} />
        <span>
          {t("approvals.entries", { from: seq(first.seq), to: seq(last.seq) })}
          {busy
            ? `, ${t("approvals.verifying")}`
            : result?.ok && `, ${t("approvals.verified", { time: formatTime(result.atMs, "time", locale) })}`}
        </span>
      </p>
      {result && !result.ok && (
        <Note tone="error" testId="approval-broken">
          {t("approvals.broken", { seq: seq(result.failure?.seq ?? 0), reason: result.failure?.message ?? "" })}
        </Note>
      )}
      {error != null && <Note tone="error">{errorText(error)}</Note>}
      <div className="flex gap-2 *:flex-1">{action}</div>
    </div>
  );
}
