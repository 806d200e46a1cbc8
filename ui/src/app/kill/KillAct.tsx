import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { KillLevel } from "~/backend/bindings";
import { Button } from "~/components/button/Button";
import { Field } from "~/components/fields/Field";
import { HoldButton } from "~/components/signing/HoldButton";

interface KillActProps {
  level: KillLevel;
  mode: "paper" | "live";
  orders: string;
  positions: string;
  onKill: (level: KillLevel) => void;
  onClose: () => void;
}

export function KillAct({ level, mode, orders, positions, onKill, onClose }: KillActProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const word = t("kill.word");
  const back = (
    <Button size="large" onPress={onClose} testId="kill-back">
      {t("kill.back")}
    </Button>
  );
  return (
    <div className="mt-4 flex items-start gap-2.5">
      {level === "pause_entries" && (
        <>
          <span className="flex-1" />
          {back}
          <Button kind="destructiveFill" size="large" onPress={() => onKill(level)} testId="kill-confirm">
            {t("kill.doPause")}
          </Button>
        </>
      )}
      {level === "cancel_orders" && (
        <>
          {back}
          <HoldButton mode={mode} tone="destructive" onHeld={() => onKill(level)} testId="kill-confirm">
            {t("kill.doCancel", { orders })}
          </HoldButton>
        </>
      )}
      {level === "flatten" && (
        <>
          <div className="flex-1">
            <Field
              label={t("kill.type", { word })}
              value={typed}
              onChange={setTyped}
              large
              autoFocus
              testId="kill-word"
            />
          </div>
          {back}
          <Button
            kind="destructiveFill"
            size="large"
            isDisabled={typed.trim().toLocaleUpperCase() !== word}
            onPress={() => onKill(level)}
            testId="kill-confirm"
          >
            {t("kill.doFlatten", { positions })}
          </Button>
        </>
      )}
    </div>
  );
}
