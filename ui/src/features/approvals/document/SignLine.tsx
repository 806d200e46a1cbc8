import { PenLine } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Session } from "~/backend/reply";
import type { Approval } from "../approval";

const roles = { admin: "shell.roleAdmin", trader: "shell.roleTrader", viewer: "shell.roleViewer" } as const;

/** Eight digits of either end, in groups of four. */
export function shortHash(hash: string): string {
  const four = (text: string) => text.match(/.{1,4}/g)?.join(" ") ?? "";
  return hash.length <= 16 ? four(hash) : `${four(hash.slice(0, 8))} … ${four(hash.slice(-8))}`;
}

/** The line a name stands on, and what is signed with it. Empty for who cannot sign. */
export function SignLine({ approval: a, signer }: { approval: Approval; signer: Session | null }) {
  const { t } = useTranslation();
  const needed = a.signatures_required;
  return (
    <div className="min-w-0">
      <div className="flex items-end gap-2 border-b border-foreground pb-1">
        <PenLine size={16} aria-hidden="true" className="mb-0.5 text-muted-foreground" />
        <span className="text-md text-signed" data-testid="approval-signer">
          {signer?.user ?? "\u00a0"}
        </span>
        <span className="flex-1" />
        {signer && (
          <span className="min-w-0 truncate text-2xs text-muted-foreground">
            {t("approvals.signerKey", { role: t(roles[signer.role]), key: signer.key })}
          </span>
        )}
      </div>
      <p className="mt-1 text-2xs text-subtle-foreground">
        {needed > 1
          ? t("approvals.signaturesOf", { has: a.signatures.length, needs: needed })
          : t("approvals.oneEnough")}{" "}
        {signer && (
          <span data-testid="approval-hash" data-raw={a.statement_hash}>
            {t("approvals.youSign", { hash: "" })}
            <span className="font-mono">{shortHash(a.statement_hash)}</span>
          </span>
        )}
      </p>
    </div>
  );
}
