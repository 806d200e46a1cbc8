import { useTranslation } from "react-i18next";
import type { InstrumentId, Side } from "~/backend/bindings";
import { Triangle } from "~/components/marks/Triangle";
import { venueName } from "~/components/words/venueName";

export function SymbolCell({ id }: { id: InstrumentId }) {
  const { t } = useTranslation();
  return (
    <>
      <b className="font-medium">{id.symbol}</b>{" "}
      <span className="text-subtle-foreground">{venueName(id.venue, t("shell.builtin"))}</span>
    </>
  );
}

/** Direction with its shape: "long" for what is held, "buy" for what is asked. */
export function SideCell({ side, held }: { side: Side; held?: boolean }) {
  const { t } = useTranslation();
  const up = side === "buy";
  const word = held ? t(up ? "trade.long" : "trade.short") : t(up ? "trade.buyLow" : "trade.sellLow");
  return (
    <span className={`inline-flex items-center gap-1 ${up ? "text-up" : "text-down"}`}>
      <Triangle up={up} size={7} />
      {word}
    </span>
  );
}
