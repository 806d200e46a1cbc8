import { Plus, Users } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type UserView } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useDoor } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Note } from "~/components/panel/Note";
import { Panel } from "~/components/panel/Panel";
import type { PanelState } from "~/components/panel/panelState";
import { ScreenHead } from "~/components/panel/ScreenHead";
import { AddPerson } from "./AddPerson";
import { DisablePerson } from "./DisablePerson";
import { OwnKey } from "./OwnKey";
import { PeopleTable, roleNames } from "./PeopleTable";

/** People, their roles and keys. Exchange keys will stand here; there are none yet, and the screen says so. */
export function AccountsScreen() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const door = useDoor().data;
  const session = door?.session ?? null;
  const people = useDeskQuery("people", [], () => commands.users());
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<UserView | null>(null);
  const [added, setAdded] = useState<UserView | null>(null);
  const admin = session?.role === "admin";
  const state: PanelState = people.isError
    ? { kind: "error", text: errorText(people.error) }
    : people.isPending
      ? { kind: "loading" }
      : { kind: "ready" };
  return (
    <div className="flex h-full flex-col">
      <ScreenHead
        title={t("shell.accounts")}
        actions={
          admin && (
            <Button kind="primary" onPress={() => setAdding(true)} testId="accounts-add">
              <Plus size={14} aria-hidden="true" />
              {t("accounts.add")}
            </Button>
          )
        }
      />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(300px,380px)] gap-px bg-border">
        <div className="grid min-h-0 min-w-0 grid-rows-[minmax(0,1fr)_220px] gap-px bg-border">
          <Panel
            title={t("accounts.people")}
            aside={<span className="truncate text-muted-foreground">{t("accounts.peopleText")}</span>}
            state={state}
          >
            {added && (
              <Note tone="signed" className="m-3" testId="accounts-added">
                {t("accounts.created", { name: added.name, key: added.key })}
              </Note>
            )}
            {people.data && (
              <PeopleTable people={people.data} me={session?.user ?? ""} onDisable={admin ? setLeaving : undefined} />
            )}
            {!admin && (
              <Note icon={Users} className="m-3">
                {t("accounts.adminsOnly")}
              </Note>
            )}
          </Panel>
          <Panel
            title={t("accounts.exchange")}
            state={{ kind: "empty", title: t("accounts.exchangeTitle"), text: t("accounts.exchangeText") }}
            testId="accounts-exchange"
          />
        </div>
        <aside className="min-h-0 overflow-auto bg-card" data-scrolls="">
          {session && door && <OwnKey session={session} door={door} />}
          <Roles />
        </aside>
      </div>
      <AddPerson
        open={adding}
        onClose={() => setAdding(false)}
        onAdded={(person) => {
          setAdded(person);
          setAdding(false);
        }}
      />
      <DisablePerson person={leaving} onClose={() => setLeaving(null)} />
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
