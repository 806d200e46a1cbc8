import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import { asDeskError } from "~/backend/deskError";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { DOOR_KEY, useDoor } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { usePreferences } from "~/backend/usePreferences";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { ModeChip } from "~/components/chip/ModeChip";
import { PassphraseField } from "~/components/fields/PassphraseField";
import { Segmented } from "~/components/fields/Segmented";
import { Select } from "~/components/fields/Select";
import { Mark } from "~/components/marks/Mark";
import { useNow } from "~/components/numbers/useNow";
import { Note } from "~/components/panel/Note";

/** Who, and the passphrase. What was wrong is said; what was typed is forgotten. */
export function LockedScreen() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const door = useDoor().data;
  const errorText = useErrorText();
  const users = door?.users ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [heardAgainMs, setHeardAgainMs] = useState(0);
  const nowMs = useNow(250);
  const user = chosen ?? users[0] ?? "";
  const login = useDeskMutation(() => commands.login(user, passphrase));
  const wait = Math.ceil((heardAgainMs - nowMs) / 1000);

  // The wait belongs to a name; another may try at once.
  useEffect(() => {
    if (user !== "") setHeardAgainMs(0);
  }, [user]);
  const enter = () => {
    if (passphrase === "" || wait > 0 || login.isPending) return;
    login.mutate(undefined, {
      onSuccess: () => void client.invalidateQueries({ queryKey: DOOR_KEY }),
      onError: (thrown) => {
        const { code, details } = asDeskError(thrown);
        if (code === "throttled") setHeardAgainMs(Date.now() + Number(details.seconds ?? 0) * 1000);
      },
      onSettled: () => setPassphrase(""),
    });
  };
  return (
    <div className="grid min-h-full place-items-center p-6" data-testid="locked">
      <main className="flex w-full max-w-[380px] flex-col gap-4 rounded-lg border border-border-strong bg-card p-6.5">
        <header className="flex items-center gap-2.5">
          <Mark size={28} />
          <b className="text-md font-semibold">Countersign</b>
          <span className="flex-1" />
          <ModeChip mode="paper" />
        </header>
        <div>
          <h1 className="text-lg font-semibold">{t("onboarding.lockedTitle")}</h1>
          <p className="text-xs text-muted-foreground">{t("onboarding.lockedText")}</p>
        </div>
        <Select
          label={t("onboarding.who")}
          labelAbove
          options={users.map((name) => ({ id: name, label: name }))}
          value={user}
          onChange={setChosen}
          testId="locked-user"
        />
        <PassphraseField
          label={t("onboarding.unlockPassphrase")}
          value={passphrase}
          onChange={setPassphrase}
          autoFocus
          onEnter={enter}
          testId="locked-passphrase"
        />
        {login.error && (wait > 0 || asDeskError(login.error).code !== "throttled") && (
          <Note tone="error" testId="locked-error">
            {errorText(login.error)}
          </Note>
        )}
        <Button
          kind="primary"
          size="large"
          className="w-full"
          isDisabled={passphrase === "" || wait > 0 || login.isPending}
          onPress={enter}
          testId="locked-unlock"
        >
          {wait > 0 ? (
            t("onboarding.tryIn", { seconds: wait })
          ) : login.isPending ? (
            t("onboarding.unlocking")
          ) : (
            <>
              {t("onboarding.unlock")} <Kbd chord="Enter" bare={passphrase !== ""} />
            </>
          )}
        </Button>
        <footer className="flex flex-wrap items-center justify-between gap-2">
          <LanguageSwitch />
          <span className="text-2xs text-subtle-foreground">
            {t("onboarding.version", { version: door?.version ?? "" })}
          </span>
        </footer>
      </main>
    </div>
  );
}

function LanguageSwitch() {
  const { t } = useTranslation();
  const { preferences, change } = usePreferences();
  return (
    <Segmented
      label={t("onboarding.language")}
      value={preferences?.language ?? "en"}
      onChange={(language) => void change({ language })}
      segments={[
        { id: "en", label: "English" },
        { id: "sv", label: "Svenska" },
        { id: "th", label: "ไทย" },
      ]}
      testId="locked-language"
    />
  );
}
