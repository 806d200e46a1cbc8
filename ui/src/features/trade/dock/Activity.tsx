import { Info, OctagonAlert, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Notice } from "~/backend/reply";
import { Time } from "~/components/numbers/Time";
import { Empty } from "~/components/panel/Empty";

const looks = {
  info: { Icon: Info, ink: "text-muted-foreground" },
  warning: { Icon: TriangleAlert, ink: "text-warn" },
  alarm: { Icon: OctagonAlert, ink: "text-destructive" },
} as const;

/** What happened, newest first. */
export function Activity({ rows }: { rows: readonly Notice[] }) {
  const { t, i18n } = useTranslation();
  if (rows.length === 0) return <Empty title={t("shell.noNotices")} />;
  const words = (n: Notice) => {
    const key = `notices.${n.code}`;
    const text: string = i18n.exists(key) ? t(key as "errors.unknown", { message: n.text, ...n.values }) : n.text;
    return text.includes("{{") ? n.text : text;
  };
  return (
    <ul className="h-full overflow-auto py-1 text-xs" data-scrolls="" data-testid="activity">
      {rows.map((n) => {
        const { Icon, ink } = looks[n.level];
        return (
          <li key={n.id} className="flex min-h-row items-center gap-2 px-(--pad-x)">
            <Time ms={n.time_ms} style="time" className="text-subtle-foreground" />
            <Icon size={14} aria-hidden="true" className={ink} />
            <span className="min-w-0 flex-1">{words(n)}</span>
          </li>
        );
      })}
    </ul>
  );
}
