import { useTranslation } from "react-i18next";
import type { InstrumentView } from "~/backend/bindings";
import { useErrorText } from "~/backend/useErrorText";
import { Panel } from "~/components/panel/Panel";
import { type Asked, stateOf } from "./asked";
import { MarketTable } from "./MarketTable";

/** Markets whose prices move now. */
export function RunningTab({ asked, markets }: { asked: Asked; markets: readonly InstrumentView[] }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <Panel
      title={t("connections.markets")}
      aside={<span className="text-muted-foreground">{t("connections.marketsText")}</span>}
      className="flex-1"
      state={stateOf(asked, errorText)}
      testId="connections-market-panel"
    >
      <MarketTable markets={markets} />
    </Panel>
  );
}
