import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Count } from "~/components/chip/Count";

const tabs = [
  { id: "venues", path: "/connections" },
  { id: "series", path: "/connections/series" },
  { id: "markets", path: "/connections/markets" },
] as const;

export type ConnectionsTab = (typeof tabs)[number]["id"];

export const tabOfPath = (path: string): ConnectionsTab =>
  tabs.findLast((tab) => path.startsWith(tab.path))?.id ?? "venues";

interface ConnectionsTabsProps {
  here: ConnectionsTab;
  counts: Partial<Record<ConnectionsTab, number>>;
}

export function ConnectionsTabs({ here, counts }: ConnectionsTabsProps) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("connections.tabs")} className="-my-1.5 flex h-11 items-stretch gap-4">
      {tabs.map(({ id, path }) => {
        const n = counts[id];
        return (
          <Link
            key={id}
            href={path}
            aria-current={id === here ? "page" : undefined}
            data-testid={`connections-tab-${id}`}
            className="relative flex cursor-default items-center gap-1.5 text-xs whitespace-nowrap text-muted-foreground hover:text-foreground focus-visible:-outline-offset-2! aria-[current]:font-semibold aria-[current]:text-foreground aria-[current]:after:absolute aria-[current]:after:inset-x-0 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:bg-foreground"
          >
            {t(`connections.${id}`)}
            {n !== undefined && <Count n={n} />}
          </Link>
        );
      })}
    </nav>
  );
}
