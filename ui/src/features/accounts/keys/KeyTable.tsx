import { Ellipsis, OctagonX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ExchangeKeyView } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { IconButton } from "~/components/button/IconButton";
import { Menu } from "~/components/overlay/Menu";
import { Table } from "~/components/table/Table";
import { isActedOn, rowIdOf } from "./keyRules";
import { useKeyColumns } from "./useKeyColumns";

interface KeyTableProps {
  keys: readonly ExchangeKeyView[];
  /** Only an admin is given these: without them there are no buttons at all. */
  acts?: { onRotate: (key: ExchangeKeyView) => void; onRevoke: (key: ExchangeKeyView) => void };
}

/** Keys of exchange accounts: what they may do, how old they are. Nothing of their secrets. */
export function KeyTable({ keys, acts }: KeyTableProps) {
  const { t } = useTranslation();
  const columns = useKeyColumns();
  return (
    <Table
      label={t("accounts.exchange")}
      columns={columns}
      rows={keys}
      rowId={rowIdOf}
      dim={(k) => k.state === "revoked"}
      rowTestId={(k) => `accounts-key-${k.label}${isActedOn(k) ? "" : `-${k.state}`}`}
      actions={
        acts &&
        ((k) =>
          isActedOn(k) && (
            <>
              <Button kind="ghost" size="small" onPress={() => acts.onRotate(k)} testId={`accounts-rotate-${k.label}`}>
                {t("accounts.rotate")}
              </Button>
              <Menu
                label={t("accounts.moreOf", { label: k.label })}
                testId={`accounts-key-menu-${k.label}`}
                trigger={
                  <IconButton
                    icon={Ellipsis}
                    iconSize={14}
                    label={t("accounts.moreOf", { label: k.label })}
                    testId={`accounts-key-more-${k.label}`}
                  />
                }
                entries={[
                  {
                    id: "revoke",
                    label: t("accounts.revoke"),
                    icon: OctagonX,
                    destructive: true,
                    onAction: () => acts.onRevoke(k),
                  },
                ]}
              />
            </>
          ))
      }
      testId="accounts-keys"
    />
  );
}
