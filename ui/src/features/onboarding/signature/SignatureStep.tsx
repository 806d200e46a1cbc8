import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDoor } from "~/backend/useDoor";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { Note } from "~/components/panel/Note";
import { StepCard } from "../StepCard";
import type { WelcomeStep } from "../welcomeStep";
import { KeyDocument } from "./KeyDocument";
import { MakeKey } from "./MakeKey";
import { RecoveryDialog } from "./RecoveryDialog";

interface SignatureStepProps {
  current: WelcomeStep;
  recoveryCode: string | null;
  onMade: (recoveryCode: string) => void;
  onBack: () => void;
  onDone: () => void;
}

/** Name and passphrase make the key; then its seal, and the one way back to it. */
export function SignatureStep({ current, recoveryCode, onMade, onBack, onDone }: SignatureStepProps) {
  const { t } = useTranslation();
  const door = useDoor().data;
  const [printing, setPrinting] = useState(false);
  const session = door?.session ?? null;
  const custody = (
    <Note icon={KeyRound} className="mt-3.5" testId="onboarding-custody">
      {t(door?.key_custody === "passphrase" ? "onboarding.custodyPassphrase" : "onboarding.custodyKeyring")}
    </Note>
  );
  if (!session) {
    return (
      <StepCard n={2} current={current} title={t("onboarding.signTitle")} text={t("onboarding.signText")}>
        <KeyDocument session={null} />
        <MakeKey active={current === 2} onMade={onMade} onBack={onBack} note={custody} />
      </StepCard>
    );
  }
  return (
    <StepCard
      n={2}
      current={current}
      title={t("onboarding.signTitle")}
      text={t("onboarding.signMade")}
      foot={
        <>
          {recoveryCode !== null && (
            <Button size="large" onPress={() => setPrinting(true)} testId="onboarding-recovery">
              {t("onboarding.print")}
            </Button>
          )}
          <Button
            kind="primary"
            size="large"
            className="flex-1"
            onPress={onDone}
            autoFocus
            testId="onboarding-signature-next"
          >
            {t("onboarding.next")} <Kbd chord="Enter" bare />
          </Button>
        </>
      }
    >
      <KeyDocument session={session} />
      {custody}
      {recoveryCode === null && <p className="mt-2 text-xs text-muted-foreground">{t("onboarding.recoveryGone")}</p>}
      {recoveryCode !== null && (
        <RecoveryDialog open={printing} code={recoveryCode} user={session.user} onClose={() => setPrinting(false)} />
      )}
    </StepCard>
  );
}
