import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "~/backend/usePreferences";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { Segmented } from "~/components/fields/Segmented";
import { StepCard } from "../StepCard";
import type { WelcomeStep } from "../welcomeStep";
import { DirectionChoice } from "./DirectionChoice";
import { LanguageChoice } from "./LanguageChoice";

/** Language and look: everything is in force at once, and kept when the first person is made. */
export function LookStep({ current, onDone }: { current: WelcomeStep; onDone: () => void }) {
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  if (!preferences) return null;
  return (
    <StepCard
      n={1}
      current={current}
      title={t("onboarding.lookTitle")}
      text={t("onboarding.lookText")}
      foot={
        <Button kind="primary" size="large" className="w-full" onPress={onDone} autoFocus testId="onboarding-look-next">
          {t("onboarding.next")} <Kbd chord="Enter" bare />
        </Button>
      }
    >
      <LanguageChoice language={preferences.language} onChange={(language) => void change({ language })} />
      <Part title={t("onboarding.direction")}>
        <DirectionChoice direction={preferences.direction} onChange={(direction) => void change({ direction })} />
      </Part>
      <Part title={t("onboarding.amount")}>
        <Segmented
          label={t("onboarding.amount")}
          fill
          value={preferences.simple ? "simple" : "advanced"}
          onChange={(id) => void change({ simple: id === "simple" })}
          segments={[
            { id: "simple", label: t("onboarding.simple") },
            { id: "advanced", label: t("onboarding.advanced") },
          ]}
          testId="onboarding-amount"
        />
        <p className="mt-2 text-xs text-muted-foreground">
          {t(preferences.simple ? "onboarding.simpleText" : "onboarding.advancedText")}
        </p>
      </Part>
      <Part title={t("onboarding.brightness")}>
        <Segmented
          label={t("onboarding.brightness")}
          fill
          value={preferences.theme}
          onChange={(theme) => void change({ theme })}
          segments={[
            { id: "light", label: t("onboarding.light") },
            { id: "dark", label: t("onboarding.dark") },
            { id: "system", label: t("onboarding.system") },
          ]}
          testId="onboarding-theme"
        />
      </Part>
    </StepCard>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mt-5">
      <h3 className="mb-2 text-xs font-semibold">{title}</h3>
      {children}
    </div>
  );
}
