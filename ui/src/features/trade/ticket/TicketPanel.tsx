import { useTranslation } from "react-i18next";
import { useMode } from "~/backend/useSnapshot";
import { ModeChip } from "~/components/chip/ModeChip";
import { Panel } from "~/components/panel/Panel";
import { useTrade } from "../market/TradeContext";
import { useRole } from "../market/useRole";
import { Ticket } from "./Ticket";

/** Absent for who only looks. */
export function TicketPanel() {
  const { t } = useTranslation();
  const mode = useMode();
  const { instrument } = useTrade();
  const { mayTrade } = useRole();
  if (!mayTrade) return null;
  return (
    <Panel
      title={t("trade.ticket")}
      aside={<span className="text-2xs text-muted-foreground">{instrument.id.symbol}</span>}
      actions={<ModeChip mode={mode} />}
      className="flex-1"
      testId="ticket-panel"
    >
      <Ticket />
    </Panel>
  );
}
