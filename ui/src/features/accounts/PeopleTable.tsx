import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { UserView } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Chip } from "~/components/chip/Chip";
import { Seal } from "~/components/marks/Seal";
import { shortHex } from "~/components/numbers/hexText";
import { Time } from "~/components/numbers/Time";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";

interface PeopleTableProps {
  people: readonly UserView[];
  /** Who is signed in; may not disable themselves. */
  me: string;
  /** Only an admin is given this: without it there is no button at all. */
  onDisable?: (person: UserView) => void;
}

const rowId = (person: UserView) => person.name;

export function PeopleTable({ people, me, onDisable }: PeopleTableProps) {
  const { t } = useTranslation();
  const columns = useMemo<Column<UserView>[]>(
    () => [
      {
        id: "name",
        head: t("accounts.name"),
        value: (p) => p.name,
        cell: (p) => (
          <span className="flex items-center gap-2">
            <b className="font-medium">{p.name}</b>
            {p.name === me && <Chip tone="outline">{t("accounts.you")}</Chip>}
          </span>
        ),
      },
      {
        id: "role",
        head: t("accounts.role"),
        value: (p) => p.role,
        cell: (p) => t(roleNames[p.role]),
      },
      {
        id: "key",
        head: t("accounts.signingKey"),
        value: (p) => p.key,
        cell: (p) => <SigningKey person={p} />,
      },
      {
        id: "fingerprint",
        head: t("accounts.fingerprint"),
        value: (p) => p.public_key,
        cell: (p) => <span className="font-mono text-muted-foreground">{shortHex(p.public_key)}</span>,
      },
      {
        id: "since",
        head: t("accounts.since"),
        value: (p) => p.created_ms,
        cell: (p) => <Time ms={p.created_ms} style="date" zone={false} />,
        numeric: true,
      },
      {
        id: "state",
        head: t("accounts.state"),
        value: (p) => Number(p.disabled),
        cell: (p) => (
          <span className={p.disabled ? "text-muted-foreground" : "text-signed"}>
            {t(p.disabled ? "accounts.disabled" : "accounts.active")}
          </span>
        ),
      },
    ],
    [t, me],
  );
  return (
    <Table
      label={t("accounts.people")}
      columns={columns}
      rows={people}
      rowId={rowId}
      dim={(p) => p.disabled}
      rowTestId={(p) => `accounts-person-${p.name}`}
      actions={
        onDisable &&
        ((p) =>
          p.name !== me &&
          !p.disabled && (
            <Button kind="ghost" size="small" onPress={() => onDisable(p)} testId={`accounts-disable-${p.name}`}>
              {t("accounts.disable")}
            </Button>
          ))
      }
      testId="accounts-people"
    />
  );
}

export const roleNames = {
  admin: "shell.roleAdmin",
  trader: "shell.roleTrader",
  viewer: "shell.roleViewer",
} as const;

/** Only an admin's key signs; the others have one for later, and no seal. */
function SigningKey({ person }: { person: UserView }) {
  const { t } = useTranslation();
  if (person.role !== "admin") return <span className="text-muted-foreground">{t("accounts.cannotSign")}</span>;
  return (
    <span className="flex items-center gap-2">
      {!person.disabled && person.public_key && <Seal signature={person.public_key} size={22} mark={false} />}
      <span className="font-mono">{person.key}</span>
    </span>
  );
}
