import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { commands, type InstrumentId } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Dialog } from "~/components/overlay/Dialog";
import { Empty } from "~/components/panel/Empty";
import { Note } from "~/components/panel/Note";
import { keyOf } from "../market/instrument";
import { useSettled } from "../ticket/useSettled";
import { FoundMarkets } from "./FoundMarkets";
import { useFoundMarkets } from "./useFoundMarkets";

/** Any market of a connected venue onto the watchlist, by a part of its name. */
export function AddMarketDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("trade.addMarket")}
      icon={<Search size={16} aria-hidden="true" />}
      width={460}
      testId="market-dialog"
    >
      <Finder onClose={onClose} />
    </Dialog>
  );
}

function Finder({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [, navigate] = useLocation();
  const [words, setWords] = useState("");
  const connections = useDeskQuery("connections", ["list"], () => commands.connections());
  const venues = (connections.data ?? []).filter((v) => v.venue !== "builtin" && v.connected);
  const followed = new Set(venues.flatMap((v) => v.symbols.map((symbol) => keyOf({ venue: v.venue, symbol }))));
  const found = useFoundMarkets(
    venues.map((v) => v.venue),
    useSettled(words.trim(), 150),
  );
  const following = useDeskMutation(
    (id: InstrumentId) => commands.follow(id),
    ["market", "series", "connections", "snapshot"],
  );
  const show = ({ venue, symbol }: InstrumentId) => {
    navigate(`/trade/${venue}/${encodeURIComponent(symbol)}`);
    onClose();
  };
  const take = (id: InstrumentId) =>
    followed.has(keyOf(id)) ? show(id) : following.mutate(id, { onSuccess: () => show(id) });
  if (connections.isSuccess && venues.length === 0)
    return (
      <Empty
        title={t("trade.noVenue")}
        text={t("trade.noVenueText")}
        action={
          <Button
            onPress={() => {
              navigate("/connections");
              onClose();
            }}
            testId="market-connect"
          >
            {t("trade.toConnections")}
          </Button>
        }
        testId="market-no-venue"
      />
    );
  const failed = following.error ?? found.error ?? connections.error;
  return (
    <div className="space-y-3">
      <FoundMarkets
        words={words}
        onWords={setWords}
        found={(found.data ?? []).map((m) => m.id)}
        followed={followed}
        asking={found.isPending || following.isPending}
        onTake={take}
      />
      {failed && (
        <Note tone="error" testId="market-error">
          {errorText(failed)}
        </Note>
      )}
    </div>
  );
}
