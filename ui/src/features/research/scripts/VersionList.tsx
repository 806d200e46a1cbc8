import { useTranslation } from "react-i18next";
import type { ScriptVersion } from "~/backend/bindings";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";

interface VersionListProps {
  versions: readonly ScriptVersion[];
  /** The one looked at; `null` for the text in the editor. */
  looked: number | null;
  onLook: (version: number | null) => void;
}

/** Every version, newest first. Looking at one changes nothing. */
export function VersionList({ versions, looked, onLook }: VersionListProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <section
      aria-label={t("research.scripts.versions")}
      className="flex min-h-0 flex-1 flex-col bg-card"
      data-testid="script-versions"
    >
      <h2 className="px-3.5 pt-3 pb-1 text-xs font-semibold">{t("research.scripts.versions")}</h2>
      <ul className="min-h-0 flex-1 overflow-auto pb-2" data-scrolls="">
        {versions.map((v) => (
          <li key={v.version}>
            <button
              type="button"
              aria-pressed={looked === v.version}
              onClick={() => onLook(looked === v.version ? null : v.version)}
              data-testid={`script-version-${v.version}`}
              className="block w-full cursor-default px-3.5 py-1.5 text-left text-xs hover:bg-accent focus-visible:-outline-offset-2! aria-pressed:bg-accent"
            >
              <span className="flex items-baseline gap-2">
                <span className="font-medium">{t("research.scripts.version", { version: v.version })}</span>
                <span className="flex-1" />
                <span className="text-2xs text-subtle-foreground">{formatTime(v.saved_ms, "dateTime", locale)}</span>
              </span>
              <span className="flex items-baseline gap-2 text-2xs text-muted-foreground">
                <span className="min-w-0 flex-1 truncate">
                  {v.restored_from === null
                    ? v.note || v.saved_by
                    : t("research.scripts.restoredFrom", { version: v.restored_from })}
                </span>
                <span className="font-mono text-subtle-foreground" title={`SHA-256 ${v.sha256}`}>
                  {v.sha256.slice(0, 8)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
