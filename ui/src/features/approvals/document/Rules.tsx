import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useRuleText } from "~/components/words/useRuleText";
import type { Approval } from "../approval";
import { inOrder, ruleShape } from "./ruleShape";

/** Every rule that had something to say, with its value and its limit. */
export function Rules({ approval }: { approval: Pick<Approval, "rules"> }) {
  const { t } = useTranslation();
  const text = useRuleText();
  const { rules } = approval;
  if (rules.length === 0) return null;
  const passed = rules.filter((r) => r.ok).length;
  return (
    <section className="px-5" data-testid="approval-rules">
      <h3 className="mb-1 text-2xs text-subtle-foreground">{t("approvals.rules", { passed, all: rules.length })}</h3>
      <ul className="grid grid-cols-1 gap-x-8 min-[1240px]:grid-cols-2 min-[1240px]:max-[1359px]:gap-x-5">
        {inOrder(rules).map((r) => (
          <li
            key={r.rule}
            className="grid min-h-6 grid-cols-[14px_minmax(0,1fr)_auto] items-center gap-2 text-xs"
            data-testid={`approval-rule-${r.rule}`}
            data-ok={r.ok}
          >
            {r.ok ? (
              <Check size={14} aria-label={t("approvals.rulePassed")} className="text-signed" />
            ) : (
              <X size={14} aria-label={t("approvals.ruleFailed")} className="text-destructive" />
            )}
            <span className="truncate text-muted-foreground">{text.name(r.rule)}</span>
            <RuleFigures {...r} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const limits = {
  most: "approvals.ruleOf",
  least: "approvals.ruleLeast",
  step: "approvals.ruleStep",
  beside: "approvals.ruleBeside",
} as const;

/** "4 748.40 of 6 000.00"; a rule that is only kept or broken says yes or no. */
export function RuleFigures({ rule, value, limit, ok }: Approval["rules"][number]) {
  const { t } = useTranslation();
  const text = useRuleText();
  const shape = ruleShape(rule);
  const ink = `font-medium ${ok ? "" : "text-destructive"}`;
  if (shape === "flag")
    return <b className={ink}>{t(Number(value) === 0 ? "approvals.ruleNo" : "approvals.ruleYes")}</b>;
  return (
    <span className="whitespace-nowrap">
      <b className={ink}>{text.figure(rule, value)}</b>{" "}
      <span className="text-subtle-foreground">{t(limits[shape], { limit: text.figure(rule, limit) })}</span>
    </span>
  );
}
