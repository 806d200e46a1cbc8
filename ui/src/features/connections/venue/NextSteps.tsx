import { ListChecks, type LucideIcon, ShieldCheck, Snowflake, Timer } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ConnectionState } from "~/backend/bindings";
import { type NextStep, nextSteps } from "../connectionRules";

const icons: Record<NextStep, LucideIcon> = { retry: Timer, resync: ListChecks, thaw: Snowflake, exits: ShieldCheck };

/** What comes by itself; nothing where nothing does. */
export function NextSteps({ state }: { state: ConnectionState }) {
  const { t } = useTranslation();
  const steps = nextSteps(state);
  if (steps.length === 0) return null;
  return (
    <section className="border-b px-4 py-3 text-xs" data-testid="connections-next">
      <h2 className="mb-2 font-semibold">{t("connections.next")}</h2>
      <ul className="space-y-2 text-muted-foreground">
        {steps.map((step) => {
          const Icon = icons[step];
          return (
            <li key={step} className="flex items-start gap-2">
              <Icon size={14} aria-hidden="true" className="mt-0.5 shrink-0" />
              <span>{t(`connections.nextStep.${step}`)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
