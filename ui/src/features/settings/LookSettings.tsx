import { useTranslation } from "react-i18next";
import type { Preferences } from "~/backend/reply";
import { Segmented } from "~/components/fields/Segmented";
import { ZoneField } from "~/components/fields/ZoneField";
import { Triangle } from "~/components/marks/Triangle";
import { SettingRow } from "./SettingRow";

export interface SettingsProps {
  preferences: Preferences;
  change: (some: Partial<Preferences>) => void;
}

/** Language, zone and how much is shown. */
export function FormSettings({ preferences: p, change }: SettingsProps) {
  const { t } = useTranslation();
  return (
    <>
      <SettingRow title={t("settings.language")} text={t("settings.languageText")}>
        <Segmented
          label={t("settings.language")}
          segments={[
            { id: "en", label: <span lang="en">English</span> },
            { id: "sv", label: <span lang="sv">Svenska</span> },
            { id: "th", label: <span lang="th">ไทย</span> },
          ]}
          value={p.language}
          onChange={(language) => change({ language })}
          testId="settings-language"
        />
      </SettingRow>
      <SettingRow title={t("settings.zone")} text={t("settings.zoneText")}>
        <div className="w-60">
          <ZoneField
            label={t("settings.zone")}
            value={p.time_zone}
            onChange={(time_zone) => change({ time_zone })}
            testId="settings-zone"
          />
        </div>
      </SettingRow>
      <SettingRow title={t("settings.view")} text={t("settings.viewText")}>
        <Segmented
          label={t("settings.view")}
          segments={[
            { id: "simple", label: t("settings.simple") },
            { id: "advanced", label: t("settings.advanced") },
          ]}
          value={p.simple ? "simple" : "advanced"}
          onChange={(view) => change({ simple: view === "simple" })}
          testId="settings-view"
        />
      </SettingRow>
    </>
  );
}

/** Brightness, contrast, the colours of direction, density, size of the text. */
export function DisplaySettings({ preferences: p, change }: SettingsProps) {
  const { t } = useTranslation();
  return (
    <>
      <SettingRow title={t("settings.brightness")} text={t("settings.brightnessText")}>
        <Segmented
          label={t("settings.brightness")}
          segments={[
            { id: "light", label: t("settings.light") },
            { id: "dark", label: t("settings.dark") },
            { id: "system", label: t("settings.system") },
          ]}
          value={p.theme}
          onChange={(theme) => change({ theme })}
          testId="settings-theme"
        />
      </SettingRow>
      <SettingRow title={t("settings.contrast")} text={t("settings.contrastText")}>
        <OnOff
          label={t("settings.contrast")}
          on={p.high_contrast}
          onChange={(high_contrast) => change({ high_contrast })}
          testId="settings-contrast"
        />
      </SettingRow>
      <SettingRow title={t("settings.direction")} text={t("settings.directionText")}>
        <Segmented
          label={t("settings.direction")}
          segments={[
            {
              id: "blue-orange",
              label: <Direction chosen={p.direction === "blue-orange"}>{t("settings.blueOrange")}</Direction>,
            },
            {
              id: "red-green",
              label: <Direction chosen={p.direction === "red-green"}>{t("settings.redGreen")}</Direction>,
            },
          ]}
          value={p.direction}
          onChange={(direction) => change({ direction })}
          testId="settings-direction"
        />
      </SettingRow>
      <SettingRow title={t("settings.density")} text={t("settings.densityText")}>
        <Segmented
          label={t("settings.density")}
          segments={[
            { id: "compact", label: t("settings.compact") },
            { id: "comfortable", label: t("settings.comfortable") },
          ]}
          value={p.density}
          onChange={(density) => change({ density })}
          testId="settings-density"
        />
      </SettingRow>
      <SettingRow title={t("settings.text")} text={t("settings.textText")}>
        <Segmented
          label={t("settings.text")}
          segments={["100", "125", "150", "200"].map((id) => ({ id, label: id }))}
          value={String(p.text_percent)}
          onChange={(percent) => change({ text_percent: Number(percent) })}
          testId="settings-text"
        />
      </SettingRow>
    </>
  );
}

/** The triangles stand at the choice in force: that is how up and down look now. */
function Direction({ chosen, children }: { chosen: boolean; children: React.ReactNode }) {
  return (
    <>
      {chosen && (
        <span className="flex gap-0.5" aria-hidden="true">
          <Triangle up className="text-up" />
          <Triangle up={false} className="text-down" />
        </span>
      )}
      {children}
    </>
  );
}

interface OnOffProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  testId: string;
}

export function OnOff({ label, on, onChange, testId }: OnOffProps) {
  const { t } = useTranslation();
  return (
    <Segmented
      label={label}
      segments={[
        { id: "on", label: t("settings.on") },
        { id: "off", label: t("settings.off") },
      ]}
      value={on ? "on" : "off"}
      onChange={(id) => onChange(id === "on")}
      testId={testId}
    />
  );
}
