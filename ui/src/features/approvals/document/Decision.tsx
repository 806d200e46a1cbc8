import { CircleSlash, Timer, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSession } from "~/backend/useDoor";
import { useRuleText } from "~/components/words/useRuleText";
import { type Approval, toExecute } from "../approval";
import { usePersonName } from "../usePersonName";
import type { Steps } from "../useSteps";
import { ExecuteBlock } from "./ExecuteBlock";
import { OrderLines } from "./OrderLines";
import { SignBlock } from "./SignBlock";
import { SignLine } from "./SignLine";

interface DecisionProps {
  approval: Approval;
  steps: Steps;
  nowMs: number;
  onSigned: (id: string) => void;
}

/** The foot of the document: what can be decided now, or how it was. Who may not decide sees no button at all. */
export function Decision({ approval: a, steps, nowMs, onSigned }: DecisionProps) {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <footer className="max-h-[60%] shrink-0 overflow-auto border-t px-5 pt-3 pb-4" data-scrolls="">
      {a.status === "pending" && nowMs < a.expires_ms ? (
        session?.role === "admin" ? (
          <SignBlock approval={a} nowMs={nowMs} onSigned={onSigned} />
        ) : (
          <>
            <SignLine approval={a} signer={null} />
            <p className="mt-2 text-xs text-muted-foreground" data-testid="approval-only-admins">
              {t("approvals.onlyAdmins")}
            </p>
          </>
        )
      ) : toExecute(a, nowMs) ? (
        <ExecuteBlock approval={a} steps={steps} nowMs={nowMs} />
      ) : a.status === "used" ? (
        <OrderLines approval={a} steps={steps} />
      ) : (
        <Outcome approval={a} />
      )}
    </footer>
  );
}

function Outcome({ approval: a }: { approval: Approval }) {
  const { t } = useTranslation();
  const person = usePersonName();
  const rule = useRuleText();
  const lapsed = a.signatures.length > 0;
  const Icon = a.status === "rejected" ? X : a.status === "refused" ? CircleSlash : Timer;
  const broken = a.rules.find((r) => !r.ok);
  const words =
    a.status === "rejected"
      ? t("approvals.outcomeRejected", { who: person(a.decided_by) })
      : a.status === "refused"
        ? t("approvals.outcomeRefused")
        : t(lapsed ? "approvals.outcomeLapsed" : "approvals.outcomeExpired");
  const detail = a.status === "refused" && broken ? rule.sentence(broken.rule, broken.value, broken.limit, broken.rule) : a.decision_reason; // biome-ignore format: one line
  return (
    <div className="flex items-start gap-3" data-testid="approval-outcome">
      <Icon size={20} aria-hidden="true" className="text-subtle-foreground" />
      <div className="min-w-0">
        <b className="font-semibold">{words}</b>
        {detail && <p className="text-xs text-muted-foreground">{detail}</p>}
      </div>
    </div>
  );
}
