import { useTranslation } from "react-i18next";
import { Note } from "~/components/panel/Note";
import { useRuleText } from "~/components/words/useRuleText";
import type { Approval } from "../approval";
import { RuleFigures } from "../document/Rules";

/** The rules that stopped it, each with what it measured and what it allows. */
export function RefusedBy({ rules }: { rules: Approval["rules"] }) {
  const { t } = useTranslation();
  const text = useRuleText();
  if (rules.length === 0) return null;
  return (
    <Note tone="warn" testId="analyse-refused">
      <b className="font-semibold">{t("analyse.refused")}</b>
      <ul className="my-1">
        {rules.map((r) => (
          <li key={r.rule} data-testid={`analyse-refused-${r.rule}`}>
            <span className="flex flex-wrap justify-between gap-x-4">
              <span>{text.name(r.rule)}</span>
              <RuleFigures {...r} />
            </span>
            <span className="text-muted-foreground">{text.sentence(r.rule, r.value, r.limit, "")}</span>
          </li>
        ))}
      </ul>
      {t("analyse.refusedText")}
    </Note>
  );
}
