import { Check, CircleHelp, TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ExchangeKeyView } from "~/backend/bindings";
import { zoneLabel } from "~/components/numbers/formatTime";
import { shortHex } from "~/components/numbers/hexText";
import { useLocale } from "~/components/numbers/LocaleContext";
import { Time } from "~/components/numbers/Time";
import type { Column } from "~/components/table/column";
import { useRightsText } from "~/components/words/useRightsText";
import { venueName } from "~/components/words/venueName";
import { AgeBar } from "./AgeBar";
import { KeyState } from "./KeyState";

export function useKeyColumns(): Column<ExchangeKeyView>[] {
  const { t } = useTranslation();
  const locale = useLocale();
  const rights = useRightsText();
  return useMemo<Column<ExchangeKeyView>[]>(
    () => [
      {
        id: "label",
        head: t("accounts.label"),
        value: (k) => k.label,
        cell: (k) => <b className="inline-block py-2 font-medium">{k.label}</b>,
      },
      { id: "venue", head: t("accounts.venue"), value: (k) => venueName(k.venue, t("shell.builtin")) },
      {
        id: "rights",
        head: t("accounts.rights"),
        value: (k) => rights.may(k.permissions),
        cell: (k) => <span title={k.permissions.granted.join(", ")}>{rights.may(k.permissions)}</span>,
      },
      {
        id: "checked",
        head: t("accounts.checked"),
        value: (k) => rights.withdraws(k.permissions),
        cell: (k) => <Withdraws of={k} text={rights.withdraws(k.permissions)} />,
      },
      {
        id: "fingerprint",
        head: t("accounts.fingerprint"),
        value: (k) => k.fingerprint,
        cell: (k) => <span className="font-mono text-muted-foreground">{shortHex(k.fingerprint)}</span>,
      },
      {
        id: "age",
        head: t("accounts.age"),
        value: (k) => -k.created_ms,
        cell: (k) => (k.state === "revoked" ? null : <AgeBar of={k} />),
        align: "right",
      },
      {
        id: "used",
        head: `${t("accounts.lastUsed")} ${zoneLabel(locale)}`,
        value: (k) => k.last_used_ms,
        cell: (k) => (
          <span className="text-muted-foreground">
            {k.last_used_ms === null ? (
              t("accounts.neverUsed")
            ) : (
              <Time ms={k.last_used_ms} style="dateTime" zone={false} />
            )}
          </span>
        ),
        numeric: true,
      },
      { id: "state", head: t("accounts.state"), value: (k) => k.state, cell: (k) => <KeyState of={k} /> },
    ],
    [t, locale, rights],
  );
}

function Withdraws({ of: { permissions, state }, text }: { of: ExchangeKeyView; text: string }) {
  const { withdraw } = permissions;
  if (state === "revoked") return text;
  const [Icon, tone] =
    withdraw === false
      ? ([Check, "text-signed"] as const)
      : withdraw === null
        ? ([CircleHelp, "text-muted-foreground"] as const)
        : ([TriangleAlert, "text-warn"] as const);
  return (
    <span className={`flex items-center gap-1 ${tone}`}>
      <Icon size={14} aria-hidden="true" />
      {text}
    </span>
  );
}
