import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { ScriptSummary } from "~/backend/bindings";
import { useScriptProblem } from "./useScriptProblem";

interface ScriptListProps {
  scripts: readonly ScriptSummary[];
  selected: string;
  /** Was something typed in it that is not saved? */
  unsaved: (script: ScriptSummary) => boolean;
}

export const pathOfScript = (name: string) => `/research/scripts/${name}`;

/** Every script by name: its version, what is wrong with it, whether something of it is not saved. */
export function ScriptList({ scripts, selected, unsaved }: ScriptListProps) {
  const { t } = useTranslation();
  const problemText = useScriptProblem();
  return (
    <nav aria-label={t("research.scripts.list")} className="min-h-0 flex-1 overflow-auto py-1" data-scrolls="">
      {scripts.map((script) => {
        const { name, version, label, problem } = script;
        return (
          <Link
            key={name}
            href={pathOfScript(name)}
            aria-current={name === selected ? "page" : undefined}
            data-testid={`script-${name}`}
            data-version={version}
            className="block cursor-default px-3.5 py-1.5 hover:bg-accent focus-visible:-outline-offset-2! aria-[current]:bg-accent"
          >
            <span className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 truncate font-mono text-xs font-medium">{name}</span>
              {unsaved(script) && (
                <span className="text-2xs text-warn" data-testid={`script-unsaved-${name}`}>
                  {t("research.scripts.unsaved")}
                </span>
              )}
              <span className="text-2xs text-subtle-foreground">{t("research.scripts.v", { version })}</span>
            </span>
            {problem ? (
              <span className="flex items-start gap-1 text-2xs text-muted-foreground">
                <TriangleAlert size={12} aria-hidden="true" className="mt-0.5 shrink-0 text-warn" />
                <span className="line-clamp-2 min-w-0">
                  {problem.line !== null && `${t("research.scripts.line", { line: problem.line })} `}
                  {problemText(problem)}
                </span>
              </span>
            ) : (
              <span className="block truncate text-2xs text-muted-foreground">{label}</span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
