import { useTranslation } from "react-i18next";
import type { Door, Session } from "~/backend/reply";
import { Band } from "~/components/marks/Band";
import { Seal } from "~/components/marks/Seal";
import { groupedHex } from "~/components/numbers/hexText";

/** Who is signed in, with the seal of their key and where it is kept. */
export function OwnKey({ session, door }: { session: Session; door: Door }) {
  const { t } = useTranslation();
  const minutes = door.preferences.lock_after_min ?? 0;
  const rows = [
    [
      t("accounts.role"),
      t(`shell.role${session.role === "admin" ? "Admin" : session.role === "trader" ? "Trader" : "Viewer"}`),
    ],
    [t("accounts.keptIn"), t(door.key_custody === "keyring" ? "accounts.keyring" : "accounts.passphraseCustody")],
    [
      t("accounts.locksAfter"),
      minutes === 0 ? t("accounts.locksNever") : t("accounts.locksMinutes", { count: minutes }),
    ],
  ];
  return (
    <section data-testid="accounts-own-key">
      <Band seed={session.public_key} />
      <header className="flex items-center gap-4 border-b px-4 py-4">
        <Seal signature={session.public_key} size={92} testId="accounts-own-seal" />
        <div className="min-w-0 text-xs text-muted-foreground">
          <h2 className="text-md font-semibold text-foreground">{t("accounts.yours")}</h2>
          <p>{t("accounts.algorithm", { key: session.key })}</p>
          <p className="font-mono text-signed" title={session.public_key}>
            {groupedHex(session.public_key)}
          </p>
        </div>
      </header>
      <dl className="border-b px-4 py-3 text-xs">
        {rows.map(([name, value]) => (
          <div key={name} className="flex min-h-6 items-baseline justify-between gap-3">
            <dt className="text-muted-foreground">{name}</dt>
            <dd className="text-right font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
