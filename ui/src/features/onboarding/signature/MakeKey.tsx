import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { DOOR_KEY } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { usePreferences } from "~/backend/usePreferences";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { Field } from "~/components/fields/Field";
import { PassphraseField } from "~/components/fields/PassphraseField";
import { SHORTEST_PASSPHRASE } from "~/components/fields/passphraseStrength";
import { Note } from "~/components/panel/Note";
import { welcomeAt } from "../welcomeStep";

interface MakeKeyProps {
  active: boolean;
  note: ReactNode;
  onMade: (recoveryCode: string) => void;
  onBack: () => void;
}

export function MakeKey({ active, note, onMade, onBack }: MakeKeyProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { preferences } = usePreferences();
  const [name, setName] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [tried, setTried] = useState(false);
  const create = useDeskMutation(() =>
    commands.createAdmin(
      { name: name.trim(), role: "admin", passphrase },
      { ...preferences, layouts: welcomeAt(preferences?.layouts, "signature") },
    ),
  );
  const short = [...passphrase].length < SHORTEST_PASSPHRASE;
  const make = () => {
    setTried(true);
    if (name.trim() === "" || short || create.isPending) return;
    create.mutate(undefined, {
      onSuccess: ({ recovery_code }) => {
        onMade(recovery_code);
        setPassphrase("");
        void client.invalidateQueries({ queryKey: DOOR_KEY });
      },
    });
  };
  return (
    <div className="mt-4 flex flex-col gap-3.5">
      <Field
        label={t("onboarding.name")}
        labelAbove
        large
        align="left"
        value={name}
        onChange={setName}
        maxLength={40}
        autoComplete="username"
        key={active ? "active" : "waiting"}
        autoFocus={active}
        problem={tried && name.trim() === "" ? t("onboarding.nameMissing") : undefined}
        onEnter={make}
        testId="onboarding-name"
      />
      <PassphraseField
        label={t("onboarding.passphrase")}
        strength
        value={passphrase}
        onChange={setPassphrase}
        problem={tried && short ? t("onboarding.passphraseShort", { count: SHORTEST_PASSPHRASE }) : undefined}
        onEnter={make}
        testId="onboarding-passphrase"
      />
      {note}
      {create.error && (
        <Note tone="error" testId="onboarding-error">
          {errorText(create.error)}
        </Note>
      )}
      {active && (
        <div className="flex gap-2 pb-2">
          <Button size="large" onPress={onBack} testId="onboarding-back">
            {t("onboarding.back")}
          </Button>
          <Button
            kind="primary"
            size="large"
            className="flex-1"
            isDisabled={create.isPending}
            onPress={make}
            testId="onboarding-make"
          >
            {create.isPending ? (
              t("onboarding.making")
            ) : (
              <>
                {t("onboarding.make")} <Kbd chord="Enter" bare />
              </>
            )}
          </Button>
        </div>
      )}
    </div>
  );
}
