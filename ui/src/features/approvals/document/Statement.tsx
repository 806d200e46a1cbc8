import { useTranslation } from "react-i18next";
import type { Approval } from "../approval";

/** The canonical bytes themselves, for whoever wants to see them. */
export function Statement({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  return (
    <details className="px-5 pb-3 text-xs" data-testid="approval-statement">
      <summary className="w-max text-muted-foreground">{t("approvals.bytes")}</summary>
      <pre className="mt-1 rounded-sm bg-muted p-2 font-mono text-2xs break-all whitespace-pre-wrap">
        {approval.statement}
      </pre>
      <p className="mt-1 font-mono text-2xs break-all text-subtle-foreground">SHA-256 {approval.statement_hash}</p>
    </details>
  );
}
