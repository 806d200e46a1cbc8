import { useTranslation } from "react-i18next";
import { Band } from "~/components/marks/Band";
import { Empty } from "~/components/panel/Empty";
import { Note } from "~/components/panel/Note";
import type { Approval } from "../approval";
import { useSteps } from "../useSteps";
import { Decision } from "./Decision";
import { DocumentHead } from "./DocumentHead";
import { Rules } from "./Rules";
import { SignalChart } from "./SignalChart";
import { Statement } from "./Statement";
import { Terms } from "./Terms";
import { Why } from "./Why";

interface DocumentProps {
  approval: Approval | null;
  nowMs: number;
  /** The list could not be asked for anew; what is shown is the former answer. */
  error: string | null;
  onSigned: (id: string) => void;
}

/** What is signed: not a form, but the fields of the canonical bytes and what is known about them. */
export function Document({ approval, nowMs, error, onSigned }: DocumentProps) {
  const { t } = useTranslation();
  if (!approval) {
    return (
      <section className="min-h-0 bg-background" data-testid="approval-none">
        <Empty title={t("approvals.noneChosen")} />
      </section>
    );
  }
  const open = approval.status === "pending" && nowMs < approval.expires_ms;
  return (
    <section className="flex min-h-0 min-w-0 flex-col gap-3 bg-background px-5 py-4">
      {error && <Note tone="error">{error}</Note>}
      <Paper key={approval.id} approval={approval} nowMs={nowMs} onSigned={onSigned} />
      {open && <p className="shrink-0 text-center text-2xs text-subtle-foreground">{t("approvals.letGo")}</p>}
    </section>
  );
}

function Paper({ approval, nowMs, onSigned }: { approval: Approval; nowMs: number; onSigned: (id: string) => void }) {
  const steps = useSteps(approval.instrument, { price: approval.entry, quantity: approval.quantity });
  return (
    <article
      className="mx-auto flex min-h-0 w-full max-w-[1160px] flex-1 flex-col overflow-hidden rounded-lg border border-border-strong bg-card"
      data-testid="approval-document"
      data-approval={approval.id}
      data-status={approval.status}
    >
      <div className="h-[22px] shrink-0 overflow-hidden border-b text-signed-line opacity-75">
        <Band seed={approval.statement_hash} height={22} waves={34} />
      </div>
      <div className="min-h-0 flex-1 overflow-auto" data-scrolls="">
        <div className="flex min-h-full flex-col gap-3 pt-3.5">
          <DocumentHead approval={approval} steps={steps} />
          <Terms approval={approval} steps={steps} />
          <SignalChart approval={approval} steps={steps} />
          <Rules approval={approval} />
          <Why approval={approval} />
          <Statement approval={approval} />
        </div>
      </div>
      <Decision approval={approval} steps={steps} nowMs={nowMs} onSigned={onSigned} />
    </article>
  );
}
