import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import type { WelcomeStep } from "./welcomeStep";

interface StepCardProps {
  n: WelcomeStep;
  current: WelcomeStep;
  title: string;
  text: string;
  children: ReactNode;
  foot?: ReactNode;
}

/** One of the three. Where the window is too narrow for three, only the current one is drawn. */
export function StepCard({ n, current, title, text, children, foot }: StepCardProps) {
  const { t } = useTranslation();
  const id = useId();
  const here = n === current;
  return (
    <section
      aria-labelledby={id}
      aria-current={here ? "step" : undefined}
      inert={!here}
      data-testid={`onboarding-step-${n}`}
      className={`flex min-h-0 min-w-0 flex-col ${here ? "" : "max-[1199px]:hidden"}`}
    >
      <div className="mb-3.5 flex items-center gap-2.5 text-xs text-muted-foreground">
        {t("onboarding.step", { n })}
        <span className="flex-1" />
        <span className="flex gap-1" aria-hidden="true">
          {[1, 2, 3].map((k) => (
            <i key={k} className={`h-[3px] w-[22px] rounded-full ${k <= n ? "bg-primary" : "bg-border-strong"}`} />
          ))}
        </span>
      </div>
      <div
        className={`flex min-h-0 flex-1 flex-col overflow-hidden rounded-lg border bg-card ${here ? "border-border-strong" : ""}`}
      >
        <div className="min-h-0 flex-1 overflow-auto px-6.5 pt-6 pb-4" data-scrolls="">
          <h2 id={id} className={`mb-1.5 text-lg font-semibold ${here ? "" : "text-muted-foreground"}`}>
            {title}
          </h2>
          <p className="mb-4 text-muted-foreground">{text}</p>
          {children}
        </div>
        {foot && here && <div className="flex shrink-0 flex-wrap gap-2 px-6.5 pt-2 pb-5.5">{foot}</div>}
      </div>
    </section>
  );
}
