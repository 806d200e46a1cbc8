import { ChevronRight, Plug } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Addresses, type ConnectionView, commands } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Dialog } from "~/components/overlay/Dialog";
import { Note } from "~/components/panel/Note";
import { venueName } from "~/components/words/venueName";
import { useConnectRole } from "../useConnectRole";
import { AddressFields } from "./AddressFields";
import { type AddressField, addressesOf, addressProblem, formOf } from "./addresses";
import { TestOutcome } from "./TestOutcome";
import { useConnectionTest } from "./useConnectionTest";

interface ConnectDialogProps {
  view: ConnectionView;
  onClose: () => void;
}

/** What is connected to, and that prices need no key; an admin may name other addresses. */
export function ConnectDialog({ view, onClose }: ConnectDialogProps) {
  const { t } = useTranslation();
  const name = venueName(view.venue, t("shell.builtin"));
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(view.connected ? "connections.moveTitle" : "connections.connectTitle", { name })}
      icon={<Plug size={16} aria-hidden="true" />}
      width={520}
      testId="connect-dialog"
    >
      <Form view={view} name={name} onClose={onClose} />
    </Dialog>
  );
}

function Form({ view, name, onClose }: ConnectDialogProps & { name: string }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { mayMove } = useConnectRole();
  const [form, setForm] = useState(() => formOf(view));
  const connecting = useDeskMutation(
    (addresses: Addresses) => commands.connectVenue(view.venue, addresses),
    ["connections", "snapshot", "market", "series"],
  );
  const test = useConnectionTest(view.venue);
  const sound = (Object.keys(form) as AddressField[]).every((field) => addressProblem(field, form[field]) === null);
  const addresses = addressesOf(form);
  const own = !Object.values(addresses).some((address) => address !== null);
  return (
    <div className="space-y-4">
      <p className="text-sm">{t("connections.connectText", { name })}</p>
      <ul className="list-disc space-y-1 pl-4 text-xs text-muted-foreground">
        <li>{t("connections.connectPrices")}</li>
        <li>{t("connections.connectPaper")}</li>
        <li>{t("connections.connectKept")}</li>
      </ul>
      {mayMove ? (
        <details className="group text-xs" open={view.connected || view.custom}>
          <summary
            className="inline-flex min-h-6 cursor-default list-none items-center gap-1 text-muted-foreground hover:text-foreground [&::-webkit-details-marker]:hidden"
            data-testid="connect-other-addresses"
          >
            <ChevronRight size={14} aria-hidden="true" className="group-open:rotate-90" />
            {t("connections.otherAddresses")}
          </summary>
          <div className="mt-2">
            <AddressFields form={form} onChange={setForm} />
          </div>
        </details>
      ) : (
        <p className="text-xs text-muted-foreground">{t("connections.adminsMove")}</p>
      )}
      <TestOutcome test={test} />
      {connecting.isError && (
        <Note tone="error" testId="connect-error">
          {errorText(connecting.error)}
        </Note>
      )}
      <div className="flex justify-end gap-2">
        <Button isDisabled={!sound || test.pending} onPress={() => test.run(addresses, null)} testId="connect-test">
          {t(test.pending ? "connections.testing" : "connections.test")}
        </Button>
        <Button
          kind="primary"
          isDisabled={!sound || connecting.isPending}
          onPress={() => connecting.mutate(addresses, { onSuccess: onClose })}
          testId="connect-connect"
        >
          {t(connectWord(view, own))}
        </Button>
      </div>
    </div>
  );
}

function connectWord(view: ConnectionView, own: boolean) {
  if (!view.connected) return "connections.connect";
  return own ? "connections.moveHome" : "connections.moveThere";
}
