import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OrderView } from "~/backend/bindings";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Count } from "~/components/chip/Count";
import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import { openDialog } from "~/components/overlay/openDialog";
import { Panel } from "~/components/panel/Panel";
import type { PanelState } from "~/components/panel/panelState";
import { OrderLine } from "../dock/OrderLine";
import { decimalsOf } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import { useRole } from "../market/useRole";
import { ApprovalCard } from "./ApprovalCard";
import { ApprovalLine } from "./ApprovalLine";
import { useApprovals } from "./useApprovals";
import { currentOf } from "./waiting";

/** Soonest first; the one on the card is the one on the chart. */
export function ApprovalsPanel() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { instruments, instrument, timeframe, approval, selectApproval } = useTrade();
  const { approvals, query } = useApprovals();
  const { mayTrade } = useRole();
  const [done, setDone] = useState<OrderView | null>(null);
  const current = currentOf(approvals, approval);
  const at = current ? approvals.indexOf(current) : 0;
  const step = (by: number) => selectApproval(approvals[at + by]?.id ?? current?.id ?? null);
  useShortcut("next", () => step(1));
  useShortcut("previous", () => step(-1));

  const ask = { venue: instrument.id.venue, symbol: instrument.id.symbol, timeframe };
  const state: PanelState = query.isPending
    ? { kind: "loading" }
    : query.isError
      ? { kind: "error", text: errorText(query.error) }
      : approvals.length === 0 && !done
        ? {
            kind: "empty",
            title: t("trade.nothingWaits"),
            signatureLine: true,
            action: mayTrade && (
              <Button onPress={() => openDialog("analyse", ask)} testId="approvals-analyse">
                {t("trade.analyse")}
              </Button>
            ),
          }
        : { kind: "ready" };
  return (
    <Panel
      title={t("trade.approvals")}
      aside={approvals.length > 0 && <Count n={approvals.length} tone="primary" />}
      actions={<span className="text-2xs text-muted-foreground">{t("trade.soonestFirst")}</span>}
      state={state}
      className="min-h-[180px]"
      testId="approvals-panel"
    >
      <span className="sr-only" aria-live="assertive">
        {approvals.length > 0 && t("shell.waiting", { count: approvals.length })}
      </span>
      {done && <OrderLine order={done} onClose={() => setDone(null)} testId="approval-order" />}
      {current && <ApprovalCard key={current.id} approval={current} onExecuted={setDone} />}
      {approvals
        .filter((a) => a !== current)
        .map((a) => (
          <ApprovalLine
            key={a.id}
            approval={a}
            decimals={decimalsOf(a.instrument, instruments).quantity}
            onSelect={() => selectApproval(a.id)}
          />
        ))}
    </Panel>
  );
}
