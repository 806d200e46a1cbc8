import { useTranslation } from "react-i18next";
import { commands, type InstrumentId, type WatchView } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { useSnapshot } from "~/backend/useSnapshot";
import { Note } from "~/components/panel/Note";
import { Panel } from "~/components/panel/Panel";
import type { PanelState } from "~/components/panel/panelState";
import { decimalsOf, keyOf, sameInstrument } from "../market/instrument";
import { isSilent } from "../market/staleness";
import { useTrade } from "../market/TradeContext";
import { useRole } from "../market/useRole";
import { useWatch } from "./useWatch";
import { WatchActs } from "./WatchActs";
import { WatchRow } from "./WatchRow";

/** Markets of the application, of connected venues and of files. */
export function Watchlist({ onSelect }: { onSelect: (id: InstrumentId) => void }) {
  const { t } = useTranslation();
  const { instruments, instrument } = useTrade();
  const { rows, query } = useWatch();
  const { mayTrade } = useRole();
  const errorText = useErrorText();
  const venues = useSnapshot().data?.venues;
  const removing = useDeskMutation(
    (id: InstrumentId) => commands.unfollow(id),
    ["market", "series", "connections", "snapshot"],
  );
  const state: PanelState = query.isPending
    ? { kind: "loading" }
    : query.isError
      ? { kind: "error", text: errorText(query.error) }
      : { kind: "ready" };
  const followed = (row: WatchView) => row.live && row.instrument.venue !== "builtin";
  return (
    <Panel title={t("trade.watchlist")} state={state} testId="watchlist" actions={mayTrade && <WatchActs />}>
      {removing.isError && (
        <Note tone="error" className="m-2" testId="watch-remove-error">
          {errorText(removing.error)}
        </Note>
      )}
      {rows.map((row) => (
        <WatchRow
          key={keyOf(row.instrument)}
          row={row}
          decimals={decimalsOf(row.instrument, instruments).price}
          current={sameInstrument(row.instrument, instrument.id)}
          silent={followed(row) && isSilent(venues?.find((v) => v.venue === row.instrument.venue))}
          onSelect={() => onSelect(row.instrument)}
          onRemove={mayTrade && followed(row) ? () => removing.mutate(row.instrument) : undefined}
        />
      ))}
    </Panel>
  );
}
