import { useTranslation } from "react-i18next";

/** Asked for by Lightweight Charts, whose logo is not on the charts. */
const CHARTS_HOME = "https://www.tradingview.com/";

export function About({ version }: { version: string }) {
  const { t } = useTranslation();
  return (
    <div className="space-y-2 py-3 text-xs text-muted-foreground" data-testid="settings-about">
      <p className="text-sm font-medium text-foreground" data-testid="settings-version">
        {t("settings.version", { version })}
      </p>
      <p>{t("settings.aboutText")}</p>
      <p>{t("settings.licence")}</p>
      <p data-testid="settings-charts-notice">
        {t("settings.charts")} <span className="font-mono text-foreground">{CHARTS_HOME}</span>
      </p>
      <p>{t("settings.fonts")}</p>
      <p>{t("settings.icons")}</p>
      <p>{t("settings.libraries")}</p>
    </div>
  );
}
