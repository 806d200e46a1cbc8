import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type ConnectionView, commands, type ExchangeKeyView } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { useNow } from "~/components/numbers/useNow";
import type { Column } from "~/components/table/column";
import { Table } from "~/components/table/Table";
import { useRightsText } from "~/components/words/useRightsText";
import { venueName } from "~/components/words/venueName";

const DAY = 86_400_000;
const rowId = (k: ExchangeKeyView) => `${k.label} ${k.fingerprint} ${k.created_ms}`;

/** The keys there are, and where they are used; nothing where there is none. */
export function KeyUse({ views }: { views: readonly ConnectionView[] }) {
  const { t } = useTranslation();
  const rights = useRightsText();
  const now = useNow(60_000);
  const keys = useDeskQuery("keys", ["list"], () => commands.exchangeKeys()).data;
  const usable = useMemo(() => (keys ?? []).filter((k) => k.state !== "revoked"), [keys]);
  const columns = useMemo<Column<ExchangeKeyView>[]>(
    () => [
      {
        id: "key",
        head: t("connections.key"),
        value: (k) => k.label,
        cell: (k) => <b className="font-medium">{k.label}</b>,
      },
      { id: "venue", head: t("connections.venue"), value: (k) => venueName(k.venue, "") },
      { id: "may", head: t("accounts.rights"), value: (k) => rights.may(k.permissions) },
      {
        id: "withdraw",
        head: t("accounts.checked"),
        value: (k) => rights.withdraws(k.permissions),
        cell: (k) => (
          <span className={k.permissions.withdraw === false ? "text-signed" : "text-muted-foreground"}>
            {rights.withdraws(k.permissions)}
          </span>
        ),
      },
      {
        id: "use",
        head: t("connections.keyInUse"),
        value: (k) => (views.some((v) => v.key === k.label) ? t("connections.used") : t("connections.unused")),
      },
      {
        id: "age",
        head: t("accounts.age"),
        value: (k) => Math.max(0, Math.floor((now - k.created_ms) / DAY)),
        cell: (k) => (
          <span className={k.state === "active" ? "" : "font-semibold text-warn"}>
            {t("accounts.ofDays", { days: Math.max(0, Math.floor((now - k.created_ms) / DAY)), limit: 90 })}
          </span>
        ),
        align: "right",
      },
    ],
    [t, rights, now, views],
  );
  if (usable.length === 0) return null;
  return (
    <section className="shrink-0 bg-card" aria-label={t("connections.keyUse")}>
      <h2 className="flex min-h-8 items-center border-b px-4 text-xs font-semibold">{t("connections.keyUse")}</h2>
      <Table label={t("connections.keyUse")} columns={columns} rows={usable} rowId={rowId} testId="connections-keys" />
    </section>
  );
}
