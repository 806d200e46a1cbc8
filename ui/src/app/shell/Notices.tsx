import { Bell, Info, OctagonAlert, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { commands } from "~/backend/bindings";
import type { Notice } from "~/backend/reply";
import { useDeskQuery } from "~/backend/useDeskQuery";
import { IconButton } from "~/components/button/IconButton";
import { Time } from "~/components/numbers/Time";
import { Popover } from "~/components/overlay/Popover";

const looks = {
  info: { Icon: Info, colour: "text-muted-foreground" },
  warning: { Icon: TriangleAlert, colour: "text-warn" },
  alarm: { Icon: OctagonAlert, colour: "text-destructive" },
} as const;

/** What happened, newest first. The sentence is the backend's where its code has no translation. */
export function Notices() {
  const { t } = useTranslation();
  const notices = useDeskQuery("snapshot", ["notices"], () => commands.notices()).data ?? [];
  return (
    <Popover
      label={t("shell.notices")}
      placement="bottom end"
      testId="notices"
      trigger={<IconButton icon={Bell} label={t("shell.notices")} testId="top-notices" />}
    >
      {notices.length === 0 && <p className="text-xs text-muted-foreground">{t("shell.noNotices")}</p>}
      <ul className="flex w-96 max-w-full flex-col gap-2">
        {notices.map((n) => (
          <NoticeLine key={n.id} notice={n} />
        ))}
      </ul>
    </Popover>
  );
}

function NoticeLine({ notice }: { notice: Notice }) {
  const { t, i18n } = useTranslation();
  const { Icon, colour } = looks[notice.level];
  const key = `notices.${notice.code}`;
  const text = i18n.exists(key) ? t(key as "errors.unknown", { ...notice.values, message: notice.text }) : notice.text;
  return (
    <li className="flex items-start gap-2 text-xs" data-testid={`notice-${notice.code}`}>
      <Icon size={14} aria-hidden="true" className={`mt-px shrink-0 ${colour}`} />
      <span className="flex-1">{text}</span>
      <Time ms={notice.time_ms} style="time" className="text-2xs text-subtle-foreground" />
    </li>
  );
}
