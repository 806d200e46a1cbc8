import { ChartCandlestick, Sparkles } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { InstrumentId, InstrumentView } from "~/backend/bindings";
import { type Command, useCommands } from "~/components/commands/CommandProvider";
import { useShortcut } from "~/components/keyboard/ShortcutProvider";
import { openDialog } from "~/components/overlay/openDialog";
import { venueName } from "~/components/words/venueName";
import { keyOf } from "./instrument";
import type { Selection } from "./selection";
import { useRole } from "./useRole";

/** What this screen offers in the palette: every market by name, and an analysis of the one on screen. */
export function useTradeCommands(
  instruments: readonly InstrumentView[],
  selection: Selection | null,
  onSelect: (id: InstrumentId) => void,
): void {
  const { t } = useTranslation();
  const { mayTrade } = useRole();
  const analyse = useMemo(() => {
    if (!selection || !mayTrade) return null;
    const { instrument, timeframe } = selection;
    return () => openDialog("analyse", { venue: instrument.venue, symbol: instrument.symbol, timeframe });
  }, [selection, mayTrade]);
  useShortcut("analyse", () => analyse?.(), analyse !== null);
  const commands = useMemo<Command[]>(() => {
    const show = instruments.map(
      (i): Command => ({
        id: `show-${keyOf(i.id)}`,
        group: t("trade.markets"),
        title: t("trade.showMarket", { symbol: i.id.symbol }),
        note: i.live
          ? venueName(i.id.venue, t("shell.builtin"))
          : `${venueName(i.id.venue, t("shell.builtin"))}, ${t("trade.recorded")}`,
        icon: ChartCandlestick,
        run: () => onSelect(i.id),
      }),
    );
    if (!analyse || !selection) return show;
    return [
      {
        id: "analyse-here",
        group: t("trade.markets"),
        title: t("trade.analyseMarket", { symbol: selection.instrument.symbol, timeframe: selection.timeframe }),
        icon: Sparkles,
        keys: "N",
        run: analyse,
      },
      ...show,
    ];
  }, [t, instruments, selection, analyse, onSelect]);
  useCommands(commands);
}
