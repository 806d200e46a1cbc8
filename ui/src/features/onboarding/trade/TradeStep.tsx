import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "~/backend/useErrorText";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { Mark } from "~/components/marks/Mark";
import { useNow } from "~/components/numbers/useNow";
import { Note } from "~/components/panel/Note";
import { useRuleText } from "~/components/words/useRuleText";
import { StepCard } from "../StepCard";
import type { WelcomeStep } from "../welcomeStep";
import { PracticeCard } from "./PracticeCard";
import { PracticeRecord } from "./PracticeRecord";
import { PracticeSign } from "./PracticeSign";
import { usePractice } from "./usePractice";

/** A real signal, a real hold, a real order on the built-in market: only the money is not. */
export function TradeStep({ current, onOpen }: { current: WelcomeStep; onOpen: () => void }) {
  const { t } = useTranslation();
  const active = current === 3;
  const errorText = useErrorText();
  const rule = useRuleText();
  const nowMs = useNow(500);
  const [progress, setProgress] = useState(0);
  const { approval, story, ask, sign, execute, again, error } = usePractice(active, t("onboarding.reason"));
  const expired = approval !== null && approval.status !== "used" && nowMs >= approval.expires_ms;
  const broken = ask.data?.refused_by.find((r) => !r.ok);
  const signed = approval !== null && approval.signatures.length > 0;
  const traded = story.fill !== null;
  return (
    <StepCard
      n={3}
      current={current}
      title={t("onboarding.tradeTitle")}
      text={t("onboarding.tradeText")}
      foot={
        <Button
          kind={traded ? "primary" : "ghost"}
          size="large"
          className="w-full"
          onPress={onOpen}
          testId="onboarding-open"
        >
          {t(traded ? "onboarding.open" : "onboarding.openWithout")} {traded && <Kbd chord="Enter" bare />}
        </Button>
      }
    >
      {!active ? (
        <Waiting />
      ) : (
        <>
          {approval && !expired && (
            <>
              <PracticeCard approval={approval} nowMs={nowMs} />
              {signed ? (
                <PracticeRecord approval={approval} story={story} />
              ) : (
                <PracticeSign
                  approval={approval}
                  progress={progress}
                  onProgress={setProgress}
                  attempt={sign.failureCount}
                  busy={sign.isPending}
                  onSign={(heldMs) => sign.mutate({ a: approval, heldMs })}
                />
              )}
            </>
          )}
          {!approval && ask.isPending && <p className="text-muted-foreground">{t("onboarding.asking")}</p>}
          {expired && <Note testId="onboarding-expired">{t("onboarding.expired")}</Note>}
          {broken && !approval && (
            <Note tone="warn" testId="onboarding-refused">
              {rule.sentence(broken.rule, broken.value, broken.limit, broken.rule)}
            </Note>
          )}
          {error && (
            <Note tone="error" className="mt-3" testId="onboarding-error">
              {errorText(error)}
            </Note>
          )}
          {(expired || error || (broken && !approval)) && (
            <Button
              className="mt-3"
              onPress={again}
              isDisabled={ask.isPending || execute.isPending}
              testId="onboarding-again"
            >
              {t("onboarding.again")}
            </Button>
          )}
        </>
      )}
    </StepCard>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="flex h-28 items-center justify-center gap-3 rounded-lg border border-dashed border-input px-4 text-xs text-muted-foreground">
      <Mark size={28} open />
      {t("onboarding.tradeWaits")}
    </div>
  );
}
