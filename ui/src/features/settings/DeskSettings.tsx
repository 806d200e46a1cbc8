import { useTranslation } from "react-i18next";
import { Segmented } from "~/components/fields/Segmented";
import { Select } from "~/components/fields/Select";
import { OnOff, type SettingsProps } from "./LookSettings";
import { SettingRow } from "./SettingRow";

/** Minutes without input; 0 is never. */
const LOCKS = [1, 5, 15, 30, 60, 0];

/** How one signs. */
export function SigningSettings({ preferences: p, change }: SettingsProps) {
  const { t } = useTranslation();
  return (
    <SettingRow title={t("settings.signBy")} text={t("settings.signByText")}>
      <Segmented
        label={t("settings.signBy")}
        segments={[
          { id: "hold", label: t("settings.hold") },
          { id: "hash", label: t("settings.hash") },
        ]}
        value={p.sign_by}
        onChange={(sign_by) => change({ sign_by })}
        testId="settings-sign-by"
      />
    </SettingRow>
  );
}

/** When the desk locks by itself, and what closing the window does. */
export function DeskSettings({ preferences: p, change }: SettingsProps) {
  const { t } = useTranslation();
  const minutes = LOCKS.includes(p.lock_after_min) ? LOCKS : [p.lock_after_min, ...LOCKS];
  return (
    <>
      <SettingRow title={t("settings.lock")} text={t("settings.lockText")}>
        <Select
          label={t("settings.lock")}
          hideLabel
          options={minutes.map((n) => ({
            id: String(n),
            label: n === 0 ? t("settings.never") : t("settings.minutes", { count: n }),
          }))}
          value={String(p.lock_after_min)}
          onChange={(n) => change({ lock_after_min: Number(n) })}
          className="w-36"
          testId="settings-lock"
        />
      </SettingRow>
      <SettingRow title={t("settings.running")} text={t("settings.runningText")}>
        <OnOff
          label={t("settings.running")}
          on={p.keep_running}
          onChange={(keep_running) => change({ keep_running })}
          testId="settings-keep-running"
        />
      </SettingRow>
    </>
  );
}
