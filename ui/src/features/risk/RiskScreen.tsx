import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useSession } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { useSnapshot } from "~/backend/useSnapshot";
import { Note } from "~/components/panel/Note";
import { PanelBody } from "~/components/panel/PanelBody";
import { ScreenHead } from "~/components/panel/ScreenHead";
import { KillLevels } from "./KillLevels";
import { LimitRow } from "./LimitRow";
import { Tiles } from "./Tiles";
import { TradingState } from "./TradingState";

/** What is left of today's limits, and how to stop. */
export function RiskScreen() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const risk = useDeskQuery("risk", [], () => commands.risk());
  const desk = useSnapshot().data ?? null;
  const mayStop = (useSession()?.role ?? "viewer") !== "viewer";
  const view = risk.data;
  return (
    <div className="flex h-full flex-col">
      <ScreenHead
        title={t("shell.risk")}
        actions={
          view && (
            <span className="text-xs text-muted-foreground" data-testid="risk-policy">
              {t("risk.policy", { policy: view.policy })}
            </span>
          )
        }
      />
      {!view && (
        <div className="flex min-h-0 flex-1 flex-col bg-card">
          <PanelBody state={risk.isError ? { kind: "error", text: errorText(risk.error) } : { kind: "loading" }} />
        </div>
      )}
      {view && (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(320px,490px)] gap-px bg-border">
          <div className="min-h-0 min-w-0 overflow-auto bg-card" data-scrolls="">
            {risk.isError && (
              <Note tone="error" className="m-3" testId="risk-error">
                {errorText(risk.error)}
              </Note>
            )}
            {desk && <Tiles risk={view} desk={desk} />}
            <header className="flex min-h-8 flex-wrap items-center gap-x-2 border-y px-4 text-xs">
              <h2 className="font-semibold">{t("risk.limits")}</h2>
              <span className="text-muted-foreground">{t("risk.limitsText")}</span>
            </header>
            <ul data-testid="risk-limits">
              {view.limits.map((limit) => (
                <LimitRow key={limit.rule} limit={limit} currency={view.kill.currency} />
              ))}
            </ul>
          </div>
          <aside className="min-h-0 overflow-auto bg-card" data-scrolls="">
            <TradingState risk={view} mayStop={mayStop} />
            <KillLevels kill={view.kill} mayStop={mayStop} />
          </aside>
        </div>
      )}
    </div>
  );
}
