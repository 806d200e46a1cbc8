import { Copy, CopyCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "~/components/button/IconButton";

/** The command that verifies an exported file without the application; quoted where a path has blanks. */
export function verifyCommand(path: string | null): string {
  if (path === null) return "csign audit verify chain.csl";
  return `csign audit verify ${/[^\w./:\\-]/.test(path) ? `"${path}"` : path}`;
}

export function OutsideCheck({ path }: { path: string | null }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const command = verifyCommand(path);
  return (
    <footer className="shrink-0 border-t bg-card px-4 py-3">
      <p className="mb-1.5 text-xs text-muted-foreground">{t("audit.outside")}</p>
      <div className="flex items-center gap-1 rounded-md bg-muted pl-2.5">
        <code className="min-w-0 flex-1 py-1.5 font-mono text-xs break-all" data-testid="audit-command">
          {command}
        </code>
        <IconButton
          icon={copied ? CopyCheck : Copy}
          iconSize={14}
          label={t(copied ? "audit.copied" : "audit.copy")}
          onPress={() => navigator.clipboard.writeText(command).then(() => setCopied(true))}
          testId="audit-copy"
        />
      </div>
    </footer>
  );
}
