import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExchangeKeyView } from "~/backend/bindings";
import type { DeskError } from "~/backend/deskError";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Note } from "~/components/panel/Note";
import { Panel } from "~/components/panel/Panel";
import type { PanelState } from "~/components/panel/panelState";
import { KeyTable } from "./KeyTable";
import { RevokeKeyDialog } from "./RevokeKeyDialog";
import { RotateKeyDialog } from "./RotateKeyDialog";

interface KeysPanelProps {
  keys: { data?: ExchangeKeyView[]; isPending: boolean; isError: boolean; error: DeskError | null };
  admin: boolean;
  /** Added just now. */
  added: ExchangeKeyView | null;
  onAdd: () => void;
}

export function KeysPanel({ keys, admin, added, onAdd }: KeysPanelProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [rotating, setRotating] = useState<ExchangeKeyView | null>(null);
  const [revoking, setRevoking] = useState<ExchangeKeyView | null>(null);
  const add = (
    <Button onPress={onAdd} testId="accounts-first-key">
      {t("accounts.addKey")}
    </Button>
  );
  const state: PanelState = keys.isError
    ? { kind: "error", text: errorText(keys.error) }
    : keys.isPending
      ? { kind: "loading" }
      : keys.data?.length === 0
        ? {
            kind: "empty",
            title: t("accounts.exchangeTitle"),
            text: admin ? t("accounts.exchangeText") : `${t("accounts.exchangeText")} ${t("accounts.adminsKeys")}`,
            action: admin && add,
          }
        : { kind: "ready" };
  return (
    <Panel
      title={t("accounts.exchange")}
      aside={<span className="truncate text-muted-foreground">{t("accounts.sealedShort")}</span>}
      state={state}
      testId="accounts-exchange"
    >
      {added && (
        <Note tone="signed" className="m-3" testId="accounts-key-added">
          {t("accounts.keyAdded", { label: added.label, fingerprint: added.fingerprint })}
        </Note>
      )}
      <KeyTable keys={keys.data ?? []} acts={admin ? { onRotate: setRotating, onRevoke: setRevoking } : undefined} />
      {!admin && (
        <Note icon={KeyRound} className="m-3" testId="accounts-keys-admins">
          {t("accounts.adminsKeys")}
        </Note>
      )}
      <RotateKeyDialog of={rotating} onClose={() => setRotating(null)} />
      <RevokeKeyDialog of={revoking} onClose={() => setRevoking(null)} />
    </Panel>
  );
}
