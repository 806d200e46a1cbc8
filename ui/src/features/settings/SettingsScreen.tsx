import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Preferences } from "~/backend/reply";
import { useDoor } from "~/backend/useDoor";
import { useErrorText } from "~/backend/useErrorText";
import { usePreferences } from "~/backend/usePreferences";
import { Note } from "~/components/panel/Note";
import { PanelBody } from "~/components/panel/PanelBody";
import { About } from "./About";
import { DeskSettings, SigningSettings } from "./DeskSettings";
import { DisplaySettings, FormSettings } from "./LookSettings";
import { SampleCard } from "./SampleCard";

const sections = ["look", "display", "signing", "security", "about"] as const;
type Section = (typeof sections)[number];

/** Every choice takes effect at once and is kept. A sample stands beside the choices. */
export function SettingsScreen() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { preferences, change } = usePreferences();
  const version = useDoor().data?.version ?? "";
  const [problem, setProblem] = useState<string | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const keep = useCallback(
    (some: Partial<Preferences>) => {
      change(some).then(
        () => setProblem(null),
        (thrown: unknown) => setProblem(t("settings.notSaved", { message: errorText(thrown) })),
      );
    },
    [change, errorText, t],
  );
  const show = (section: Section) =>
    page.current?.querySelector(`[data-section="${section}"]`)?.scrollIntoView({ block: "start" });
  if (!preferences) return <PanelBody state={{ kind: "loading" }} />;
  const props = { preferences, change: keep };
  const content: Record<Section, React.ReactNode> = {
    look: <FormSettings {...props} />,
    display: <DisplaySettings {...props} />,
    signing: <SigningSettings {...props} />,
    security: <DeskSettings {...props} />,
    about: <About version={version} />,
  };
  return (
    <div className="grid h-full grid-cols-[200px_minmax(0,1fr)_minmax(320px,440px)] gap-px bg-border max-[1100px]:grid-cols-[minmax(0,1fr)_minmax(300px,360px)]">
      <nav
        aria-label={t("settings.sections")}
        className="overflow-auto bg-card p-3 max-[1100px]:hidden"
        data-scrolls=""
      >
        <h1 className="px-3 pb-3 text-md font-semibold">{t("shell.settings")}</h1>
        {sections.map((section) => (
          <button
            key={section}
            type="button"
            onClick={() => show(section)}
            data-testid={`settings-section-${section}`}
            className="block min-h-9 w-full rounded-md px-3 text-left text-sm text-muted-foreground hover:bg-accent hover:text-foreground"
          >
            {t(`settings.${section}`)}
          </button>
        ))}
      </nav>
      <div ref={page} className="overflow-auto bg-card px-7 py-4" data-scrolls="" data-testid="settings-page">
        {problem && (
          <Note tone="error" className="mb-3" testId="settings-problem">
            {problem}
          </Note>
        )}
        {sections.map((section) => (
          <section key={section} data-section={section} className="mb-6">
            <h2 className="text-md font-semibold">{t(`settings.${section}`)}</h2>
            {content[section]}
          </section>
        ))}
      </div>
      <aside className="overflow-auto bg-card p-6" data-scrolls="">
        <SampleCard signBy={preferences.sign_by} />
      </aside>
    </div>
  );
}
