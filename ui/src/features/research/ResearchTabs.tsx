import { useTranslation } from "react-i18next";
import { Link } from "wouter";

const tabs = [
  { id: "backtest", path: "/research" },
  { id: "sweep", path: "/research/sweep" },
  { id: "walk", path: "/research/walk-forward" },
  { id: "scripts", path: "/research/scripts" },
] as const;

export type ResearchTab = (typeof tabs)[number]["id"];

/** The three ways to try a strategy and the place to write one, beside the screen's title. */
export function ResearchTabs({ here }: { here: ResearchTab }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("research.tabs")} className="-my-1.5 flex h-11 items-stretch gap-4">
      {tabs.map(({ id, path }) => (
        <Link
          key={id}
          href={path}
          aria-current={id === here ? "page" : undefined}
          data-testid={`research-tab-${id}`}
          className="relative flex cursor-default items-center text-xs whitespace-nowrap text-muted-foreground hover:text-foreground focus-visible:-outline-offset-2! aria-[current]:font-semibold aria-[current]:text-foreground aria-[current]:after:absolute aria-[current]:after:inset-x-0 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:bg-foreground"
        >
          {t(`research.tab.${id}`)}
        </Link>
      ))}
    </nav>
  );
}
