import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useDoor } from "~/backend/useDoor";
import { usePreferences } from "~/backend/usePreferences";
import { ModeChip } from "~/components/chip/ModeChip";
import { Mark } from "~/components/marks/Mark";
import { LookStep } from "./look/LookStep";
import { SignatureStep } from "./signature/SignatureStep";
import { TradeStep } from "./trade/TradeStep";
import { type WelcomeStep, welcomeAt, welcomeStep } from "./welcomeStep";

/** The first start: how it looks, your signature, your first trade. */
export function WelcomeScreen() {
  const { t } = useTranslation();
  const door = useDoor().data;
  const { preferences, change } = usePreferences();
  const [, navigate] = useLocation();
  const [lookDone, setLookDone] = useState(false);
  // Shown once, kept by nobody but this page.
  const [recoveryCode, setRecoveryCode] = useState<string | null>(null);
  if (!door || !preferences) return null;
  const began = welcomeStep(door);
  const current: WelcomeStep = began === 1 && lookDone ? 2 : began;
  const keep = (at: "trade" | "done") => change({ layouts: welcomeAt(preferences.layouts, at) });
  const open = async () => {
    navigate("/trade");
    await keep("done");
  };
  return (
    <div className="flex h-full min-h-[600px] flex-col px-11 pt-7 pb-7" data-testid="onboarding">
      <header className="mb-5 flex shrink-0 items-center gap-2.5">
        <Mark size={28} />
        <h1 className="text-md font-semibold">Countersign</h1>
        <ModeChip mode="paper" />
        <span className="flex-1" />
        <p className="text-xs text-muted-foreground">{t("onboarding.about")}</p>
      </header>
      <main className="grid min-h-0 flex-1 grid-cols-3 gap-7 max-[1199px]:mx-auto max-[1199px]:w-full max-[1199px]:max-w-[480px] max-[1199px]:grid-cols-1">
        <LookStep current={current} onDone={() => setLookDone(true)} />
        <SignatureStep
          current={current}
          recoveryCode={recoveryCode}
          onMade={setRecoveryCode}
          onBack={() => setLookDone(false)}
          onDone={() => void keep("trade")}
        />
        <TradeStep current={current} onOpen={() => void open()} />
      </main>
    </div>
  );
}
