import { Plus, Users } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commands, type UserView } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Note } from "~/components/panel/Note";
import { Panel } from "~/components/panel/Panel";
import type { PanelState } from "~/components/panel/panelState";
import { AddPerson } from "./AddPerson";
import { DisablePerson } from "./DisablePerson";
import { PeopleTable } from "./PeopleTable";

/** Who may work here, with the keys they sign with. */
export function PeoplePanel({ me, admin }: { me: string; admin: boolean }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const people = useDeskQuery("people", [], () => commands.users());
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<UserView | null>(null);
  const [added, setAdded] = useState<UserView | null>(null);
  const state: PanelState = people.isError
    ? { kind: "error", text: errorText(people.error) }
    : people.isPending
      ? { kind: "loading" }
      : { kind: "ready" };
  return (
    <Panel
      title={t("accounts.people")}
      aside={<span className="truncate text-muted-foreground">{t("accounts.peopleText")}</span>}
      actions={
        admin && (
          <Button size="small" onPress={() => setAdding(true)} testId="accounts-add">
            <Plus size={12} aria-hidden="true" />
            {t("accounts.add")}
          </Button>
        )
      }
      state={state}
    >
      {added && (
        <Note tone="signed" className="m-3" testId="accounts-added">
          {t("accounts.created", { name: added.name, key: added.key })}
        </Note>
      )}
      {people.data && <PeopleTable people={people.data} me={me} onDisable={admin ? setLeaving : undefined} />}
      {!admin && (
        <Note icon={Users} className="m-3">
          {t("accounts.adminsOnly")}
        </Note>
      )}
      <AddPerson
        open={adding}
        onClose={() => setAdding(false)}
        onAdded={(person) => {
          setAdded(person);
          setAdding(false);
        }}
      />
      <DisablePerson person={leaving} onClose={() => setLeaving(null)} />
    </Panel>
  );
}
