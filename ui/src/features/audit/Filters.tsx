import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { Select } from "~/components/fields/Select";
import { formatTime } from "~/components/numbers/formatTime";
import { useLocale } from "~/components/numbers/LocaleContext";
import { groups, lastDays } from "./entry";

export interface Choice {
  /** Midnight UTC in milliseconds as text, or "" for any day. */
  day: string;
  actor: string;
  group: string;
}

export const everything: Choice = { day: "", actor: "", group: "" };

const DAYS = 31;

/** Which entries: of a day, by somebody, of a kind. */
export function Filters({ choice, onChange }: { choice: Choice; onChange: (choice: Choice) => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const people = useDeskQuery("people", [], () => commands.users());
  const days = useMemo(() => lastDays(Date.now(), DAYS), []);
  const utc = { ...locale, timeZone: "UTC" };
  const actors = [
    ...(people.data ?? []).map((p) => ({ id: `user:${p.name}`, label: p.name })),
    { id: "system", label: t("audit.actors.system") },
    { id: "gateway", label: t("audit.actors.gateway") },
    { id: "venue:builtin", label: "builtin" },
  ];
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-card px-4 py-1.5">
      <Select
        label={t("audit.day")}
        hideLabel
        options={[
          { id: "", label: t("audit.anyDay") },
          ...days.map((ms) => ({ id: String(ms), label: `${formatTime(ms, "date", utc)}, UTC` })),
        ]}
        value={choice.day}
        onChange={(day) => onChange({ ...choice, day })}
        className="w-40"
        testId="audit-day"
      />
      <Select
        label={t("audit.person")}
        hideLabel
        options={[{ id: "", label: t("audit.everyone") }, ...actors]}
        value={choice.actor}
        onChange={(actor) => onChange({ ...choice, actor })}
        className="w-40"
        testId="audit-actor"
      />
      <Select
        label={t("audit.kind")}
        hideLabel
        options={[
          { id: "", label: t("audit.allKinds") },
          ...groups.map((g) => ({ id: `${g}.`, label: t(`audit.groups.${g}`) })),
        ]}
        value={choice.group}
        onChange={(group) => onChange({ ...choice, group })}
        className="w-40"
        testId="audit-kind"
      />
      <span className="flex-1" />
      <span className="text-xs text-muted-foreground">{t("audit.newestFirst")}</span>
    </div>
  );
}
