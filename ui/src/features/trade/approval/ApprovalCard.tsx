import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { ApprovalView, OrderView } from "~/backend/bindings";
import { Note } from "~/components/panel/Note";
import { decimalsOf } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import { useRole } from "../market/useRole";
import { ApprovalFacts } from "./ApprovalFacts";
import { ApprovalHead } from "./ApprovalHead";
import { LateLine } from "./Countdown";
import { ExecuteAct } from "./ExecuteAct";
import { RejectAct } from "./RejectAct";
import { SignAct } from "./SignAct";
import { SignedLine } from "./SignedLine";

interface ApprovalCardProps {
  approval: ApprovalView;
  onExecuted: (order: OrderView) => void;
}

/** What is to be decided, in short. Only an admin sees the two answers. */
export function ApprovalCard({ approval: a, onExecuted }: ApprovalCardProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { instruments } = useTrade();
  const { maySign, mayTrade } = useRole();
  const decimals = decimalsOf(a.instrument, instruments);
  return (
    <article
      aria-label={a.id}
      className="flex flex-col gap-2.5 border-b p-3"
      data-testid={`approval-card-${a.id}`}
      data-status={a.status}
    >
      <ApprovalHead approval={a} decimals={decimals.quantity} />
      <ApprovalFacts approval={a} decimals={decimals.price} onDetails={() => navigate(`/approvals/${a.id}`)} />
      <LateLine approval={a} />
      {a.status === "signed" && <SignedLine approval={a} />}
      {a.status === "signed" && mayTrade && (
        <ExecuteAct key={a.id} approval={a} decimals={decimals.quantity} onDone={onExecuted} />
      )}
      {a.status === "pending" && maySign && (
        <div className="flex items-start gap-2">
          <RejectAct approval={a} label={t("trade.reject")} />
          <SignAct key={a.id} approval={a} />
        </div>
      )}
      {a.status === "pending" && !maySign && <Note testId="approval-admin-signs">{t("trade.adminSigns")}</Note>}
    </article>
  );
}
