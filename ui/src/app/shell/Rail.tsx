import { CircleQuestionMark } from "lucide-react";
import { Button as AriaButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Session } from "~/backend/reply";
import { Menu } from "~/components/overlay/Menu";
import { type PlaceId, places } from "../routes/places";
import { initialsOf } from "./initials";
import { RailItem } from "./RailItem";

interface RailProps {
  here: PlaceId;
  waiting: number;
  /** The approval that runs out first has less than a minute. */
  hot: boolean;
  session: Session | null;
  onGo: (place: PlaceId) => void;
  onHelp: () => void;
  onSignOut: () => void;
}

const roles = { admin: "shell.roleAdmin", trader: "shell.roleTrader", viewer: "shell.roleViewer" } as const;

export function Rail({ here, waiting, hot, session, onGo, onHelp, onSignOut }: RailProps) {
  const { t } = useTranslation();
  const item = (p: (typeof places)[number]) => (
    <RailItem
      key={p.id}
      icon={p.icon}
      label={t(`shell.${p.id}`)}
      current={p.id === here}
      badge={
        p.id === "approvals" && waiting > 0 ? { n: waiting, hot, label: t("shell.waiting", { count: waiting }) } : null
      }
      onPress={() => onGo(p.id)}
      testId={`rail-${p.id}`}
    />
  );
  return (
    <nav
      aria-label={t("shell.places")}
      className="flex min-h-0 flex-col items-center gap-0.5 border-r bg-sidebar py-1.5"
    >
      {places.filter((p) => p.id !== "settings").map(item)}
      <span className="flex-1" />
      <RailItem icon={CircleQuestionMark} label={t("shell.help")} onPress={onHelp} testId="rail-help" />
      {places.filter((p) => p.id === "settings").map(item)}
      <hr className="my-1 w-6 border-t" />
      {session && (
        <Menu
          label={session.user}
          testId="user-menu"
          trigger={
            <AriaButton data-testid="rail-user" className="grid size-10 place-items-center rounded-md">
              <span className="grid size-[26px] place-items-center rounded-full border border-border-strong bg-secondary text-2xs leading-none! font-semibold text-secondary-foreground">
                {initialsOf(session.user)}
              </span>
              <span className="sr-only">
                {t("shell.signedInAs", { name: session.user, role: t(roles[session.role]) })}
              </span>
            </AriaButton>
          }
          entries={[
            {
              id: "accounts",
              label: t("shell.signedInAs", { name: session.user, role: t(roles[session.role]) }),
              onAction: () => onGo("accounts"),
            },
            { id: "sign-out", label: t("shell.signOut"), onAction: onSignOut },
          ]}
        />
      )}
    </nav>
  );
}
