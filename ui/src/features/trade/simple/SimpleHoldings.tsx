import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PositionView } from "~/backend/bindings";
import { usePreferences } from "~/backend/usePreferences";
import { Button } from "~/components/button/Button";
import { Amount } from "~/components/numbers/Amount";
import { Signed } from "~/components/numbers/Signed";
import { Panel } from "~/components/panel/Panel";
import { useHoldings } from "../dock/useHoldings";
import { baseOf, decimalsOf, keyOf } from "../market/instrument";
import { useTrade } from "../market/TradeContext";

const card = "min-w-[150px] flex-1 rounded-lg border px-3 py-2";

/** What one has, each as a card. */
export function SimpleHoldings() {
  const { t } = useTranslation();
  const { holdings } = useHoldings();
  const { instruments } = useTrade();
  const { change } = usePreferences();
  const quotes = new Set(instruments.map((i) => i.id.symbol.split("/")[1]));
  const cash = (holdings?.balances ?? []).filter((b) => quotes.has(b.currency));
  return (
    <Panel
      title={t("trade.whatYouHold")}
      actions={
        <>
          <span className="text-xs text-muted-foreground max-[1359px]:hidden">{t("trade.simpleShows")}</span>
          <Button
            kind="ghost"
            size="small"
            onPress={() => void change({ simple: false }).catch(() => undefined)}
            testId="advanced-view"
          >
            {t("trade.advancedView")}
          </Button>
        </>
      }
      testId="simple-holdings"
    >
      <div className="flex flex-wrap gap-2.5 px-4 py-3">
        {(holdings?.positions ?? []).map((p) => (
          <Held key={keyOf(p.instrument)} position={p} decimals={decimalsOf(p.instrument, instruments).quantity} />
        ))}
        {cash.map((b) => (
          <div key={b.currency} className={card}>
            <div className="flex items-center gap-1.5 text-sm">
              <b className="font-semibold">{b.currency}</b>
              <span className="text-xs text-muted-foreground">{t("trade.cash")}</span>
            </div>
            <div className="flex items-center gap-1.5 text-md font-medium">
              <Amount value={b.available} decimals={2} />
              <span className="flex-1" />
              <span className="text-xs font-normal text-muted-foreground">{t("trade.free")}</span>
            </div>
          </div>
        ))}
      </div>
    </Panel>
  );
}

function Held({ position: p, decimals }: { position: PositionView; decimals: number }) {
  const { t } = useTranslation();
  const worth = p.mark === null ? null : Number(p.mark) * Number(p.quantity);
  return (
    <div className={card}>
      <div className="flex items-center gap-1.5 text-sm">
        <b className="font-semibold">{baseOf(p.instrument)}</b>
        <Amount value={p.quantity} decimals={decimals} className="text-xs text-muted-foreground" />
        <span className="flex-1" />
        {p.protection === "full" ? (
          <ShieldCheck size={14} className="text-signed" aria-label={t("trade.protectedFull")} />
        ) : (
          <ShieldAlert size={14} className="text-warn" aria-label={t("trade.protectedNone")} />
        )}
      </div>
      <div className="flex items-center gap-1.5 text-md font-medium">
        <Amount value={worth} decimals={2} />
        <span className="flex-1" />
        <Signed value={p.pnl} decimals={2} triangle className="text-xs" />
      </div>
    </div>
  );
}
