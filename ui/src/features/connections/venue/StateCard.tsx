import { FlaskConical, Plug, RefreshCw, Unplug } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type ConnectionView, commands } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { StateLight } from "~/components/marks/StateLight";
import { Note } from "~/components/panel/Note";
import { venueName } from "~/components/words/venueName";
import { BUILTIN, toneOf } from "../connectionRules";
import { useConnectRole } from "../useConnectRole";
import { useStateText } from "./useStateText";

interface StateCardProps {
  view: ConnectionView;
  onConnect: () => void;
  onTest: () => void;
}

const wash = { calm: "", off: "", warn: "bg-warn-wash", bad: "bg-destructive-wash" } as const;

/** The state in a sentence: since when, which value against which limit, what is frozen; and what can be done. */
export function StateCard({ view, onConnect, onTest }: StateCardProps) {
  const { t } = useTranslation();
  const stateText = useStateText();
  const { mayConnect } = useConnectRole();
  const name = venueName(view.venue, t("shell.builtin"));
  return (
    <section
      className={`border-b px-4 py-3.5 ${wash[toneOf(view.state)]}`}
      data-testid="connections-state"
      data-state={view.state}
    >
      <h2 className="flex items-center gap-2 text-md font-semibold">
        <StateLight state={view.state} size={10} />
        {t("connections.nameState", { name, state: t(`connections.statesInText.${view.state}`) })}
      </h2>
      <p className="mt-1.5 text-xs" aria-live="polite">
        {stateText(view)}
      </p>
      {view.last_error !== null && view.state !== "up" && view.state !== "off" && (
        <p className="mt-1.5 text-xs break-words text-muted-foreground" data-testid="connections-last-error">
          {t("connections.lastError", { error: view.last_error })}
        </p>
      )}
      {view.venue !== BUILTIN &&
        (mayConnect ? (
          <Acts view={view} onConnect={onConnect} onTest={onTest} />
        ) : (
          <p className="mt-2.5 text-xs text-muted-foreground">{t("connections.tradersConnect")}</p>
        ))}
    </section>
  );
}

function Acts({ view, onConnect, onTest }: StateCardProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const touched = ["connections", "snapshot", "market", "series"] as const;
  const reconnect = useDeskMutation((venue: string) => commands.reconnectVenue(venue), touched);
  const disconnect = useDeskMutation((venue: string) => commands.disconnectVenue(venue), touched);
  const failed = reconnect.error ?? disconnect.error;
  const busy = reconnect.isPending || disconnect.isPending;
  return (
    <>
      <div className="mt-3 flex flex-wrap gap-2">
        {view.connected ? (
          <Button
            className="flex-1"
            isDisabled={busy}
            onPress={() => reconnect.mutate(view.venue)}
            testId="connections-reconnect"
          >
            <RefreshCw size={14} aria-hidden="true" />
            {t("connections.reconnect")}
          </Button>
        ) : (
          <Button className="flex-1" onPress={onConnect} testId="connections-connect">
            <Plug size={14} aria-hidden="true" />
            {t("connections.connect")}
          </Button>
        )}
        <Button className="flex-1" onPress={onTest} testId="connections-test">
          <FlaskConical size={14} aria-hidden="true" />
          {t("connections.test")}
        </Button>
        {view.connected && (
          <Button
            kind="ghost"
            isDisabled={busy}
            onPress={() => disconnect.mutate(view.venue)}
            testId="connections-disconnect"
          >
            <Unplug size={14} aria-hidden="true" />
            {t("connections.disconnect")}
          </Button>
        )}
      </div>
      {failed && (
        <Note tone="error" className="mt-2.5" testId="connections-act-error">
          {errorText(failed)}
        </Note>
      )}
    </>
  );
}
