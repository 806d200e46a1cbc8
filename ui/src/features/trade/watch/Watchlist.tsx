import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { InstrumentId } from "~/backend/bindings";
import { useErrorText } from "~/backend/useErrorText";
import { IconButton } from "~/components/button/IconButton";
import { openDialog } from "~/components/overlay/openDialog";
import { Panel } from "~/components/panel/Panel";
import type { PanelState } from "~/components/panel/panelState";
import { decimalsOf, keyOf, sameInstrument } from "../market/instrument";
import { useTrade } from "../market/TradeContext";
import { useRole } from "../market/useRole";
import { useWatch } from "./useWatch";
import { WatchRow } from "./WatchRow";

export function Watchlist({ onSelect }: { onSelect: (id: InstrumentId) => void }) {
  const { t } = useTranslation();
  const { instruments, instrument } = useTrade();
  const { rows, query } = useWatch();
  const { mayTrade } = useRole();
  const errorText = useErrorText();
  const state: PanelState = query.isPending
    ? { kind: "loading" }
    : query.isError
      ? { kind: "error", text: errorText(query.error) }
      : { kind: "ready" };
  return (
    <Panel
      title={t("trade.watchlist")}
      state={state}
      testId="watchlist"
      actions={
        mayTrade && (
          <IconButton
            icon={Plus}
            iconSize={14}
            label={t("trade.importCandles")}
            onPress={() => openDialog("import")}
            testId="watchlist-import"
          />
        )
      }
    >
      {rows.map((row) => (
        <WatchRow
          key={keyOf(row.instrument)}
          row={row}
          decimals={decimalsOf(row.instrument, instruments).price}
          current={sameInstrument(row.instrument, instrument.id)}
          onSelect={() => onSelect(row.instrument)}
        />
      ))}
    </Panel>
  );
}
