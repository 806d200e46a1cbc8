import { OctagonX, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { commands, type ExchangeKeyView } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useDoor } from "~/backend/useDoor";
import { Button } from "~/components/button/Button";
import { ScreenHead } from "~/components/panel/ScreenHead";
import { AddKeyDialog } from "./keys/AddKeyDialog";
import { KeysPanel } from "./keys/KeysPanel";
import { RevokeAllDialog } from "./keys/RevokeAllDialog";
import { OwnKey } from "./OwnKey";
import { PeoplePanel } from "./PeoplePanel";
import { roleNames } from "./PeopleTable";

/** Keys of exchanges; people, their roles and keys. */
export function AccountsScreen() {
  const { t } = useTranslation();
  const door = useDoor().data;
  const session = door?.session ?? null;
  const admin = session?.role === "admin";
  const keys = useDeskQuery("keys", ["list"], () => commands.exchangeKeys());
  const [path, navigate] = useLocation();
  const [addingKey, setAddingKey] = useState(false);
  const [added, setAdded] = useState<ExchangeKeyView | null>(null);
  const [revokingAll, setRevokingAll] = useState(false);
  const asked = path === "/accounts/add-key";
  useEffect(() => {
    if (!asked || !session) return;
    if (admin) setAddingKey(true);
    navigate("/accounts", { replace: true });
  }, [asked, admin, session, navigate]);
  const usable = new Set((keys.data ?? []).filter((k) => k.state !== "revoked").map((k) => k.label)).size;
  return (
    <div className="flex h-full flex-col">
      <ScreenHead
        title={t("shell.accounts")}
        actions={
          admin && (
            <>
              {usable > 0 && (
                <Button kind="destructive" onPress={() => setRevokingAll(true)} testId="accounts-revoke-all">
                  <OctagonX size={14} aria-hidden="true" />
                  {t("accounts.revokeAll")}
                </Button>
              )}
              <Button kind="primary" onPress={() => setAddingKey(true)} testId="accounts-add-key">
                <Plus size={14} aria-hidden="true" />
                {t("accounts.addKey")}
              </Button>
            </>
          )
        }
      />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_clamp(300px,26vw,380px)] gap-px bg-border">
        <div className="grid min-h-0 min-w-0 grid-rows-[minmax(0,1fr)_minmax(0,1fr)] gap-px bg-border">
          <KeysPanel keys={keys} admin={admin} added={added} onAdd={() => setAddingKey(true)} />
          <PeoplePanel me={session?.user ?? ""} admin={admin} />
        </div>
        <aside className="min-h-0 overflow-auto bg-card" data-scrolls="">
          {session && door && <OwnKey session={session} door={door} />}
          <Roles />
        </aside>
      </div>
      <AddKeyDialog
        open={addingKey}
        onClose={() => setAddingKey(false)}
        onAdded={(key) => {
          setAdded(key);
          setAddingKey(false);
        }}
      />
      <RevokeAllDialog open={revokingAll} count={usable} onClose={() => setRevokingAll(false)} />
    </div>
  );
}

function Roles() {
  const { t } = useTranslation();
  return (
    <section className="px-4 py-3 text-xs">
      <h2 className="mb-2 font-semibold">{t("accounts.roles")}</h2>
      <dl className="space-y-2">
        {(["admin", "trader", "viewer"] as const).map((role) => (
          <div key={role}>
            <dt className="font-medium">{t(roleNames[role])}</dt>
            <dd className="text-muted-foreground">{t(`accounts.roleText.${role}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
