import { WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Chip } from "../chip/Chip";
import { formatAge, formatDuration } from "../numbers/formatTime";
import { useLocale } from "../numbers/LocaleContext";
import { Empty } from "./Empty";
import { Loading } from "./Loading";
import { Note } from "./Note";
import type { PanelState } from "./panelState";

/** The six states of a panel, in words and in form. Also for the content of a tab. */
export function PanelBody({ state, children }: { state: PanelState; children?: ReactNode }) {
  switch (state.kind) {
    case "ready":
      return <Scroll>{children}</Scroll>;
    case "empty":
      return <Empty {...state} testId="panel-empty" />;
    case "loading":
      return <Loading progress={state.progress} />;
    case "stale":
      return <Stale state={state}>{children}</Stale>;
    case "error":
      return (
        <Scroll>
          <Note tone="error" className="m-3" testId="panel-error">
            {state.text}
          </Note>
          {children}
          {state.action && <div className="p-3">{state.action}</div>}
        </Scroll>
      );
    case "unconfirmed":
      return (
        <Scroll>
          {children}
          <Note tone="warn" className="m-3" testId="panel-unconfirmed">
            {state.text}
          </Note>
        </Scroll>
      );
    case "offline":
      return <Offline state={state} />;
  }
}

function Scroll({ children }: { children?: ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-auto" data-scrolls="">
      {children}
    </div>
  );
}

function Stale({ state, children }: { state: Extract<PanelState, { kind: "stale" }>; children?: ReactNode }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const age = formatAge(state.ageMs, locale);
  return (
    <>
      <div
        className="flex shrink-0 items-center gap-2 px-3 py-2 text-xs text-muted-foreground"
        data-testid="panel-stale"
      >
        <Chip tone="stale">{age}</Chip>
        {t("parts.staleFor", { age, limit: formatDuration(state.limitMs, locale) })}
      </div>
      <div className="hatch-stale min-h-0 flex-1 overflow-auto text-stale" inert data-scrolls="">
        {children}
      </div>
      {state.foot && <div className="shrink-0 px-3 py-2.5 text-xs text-muted-foreground">{state.foot}</div>}
    </>
  );
}

function Offline({ state }: { state: Extract<PanelState, { kind: "offline" }> }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <>
      <Note tone="warn" icon={WifiOff} className="rounded-none" testId="panel-offline">
        {t("parts.offlineFor", { duration: formatDuration(state.forMs, locale) })}
      </Note>
      <div className="min-h-0 flex-1">
        <Empty title={state.title ?? t("parts.stopsStay")} text={state.text} action={state.action} />
      </div>
    </>
  );
}
