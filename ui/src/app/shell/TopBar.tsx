import { OctagonX, Pause, Play, Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DeskSnapshot } from "~/backend/reply";
import { Button } from "~/components/button/Button";
import { Kbd } from "~/components/button/Kbd";
import { Mark } from "~/components/marks/Mark";
import { ModeBlock } from "./ModeBlock";
import { Notices } from "./Notices";
import { Readouts } from "./Readouts";

interface TopBarProps {
  desk: DeskSnapshot | null;
  onSearch: () => void;
  onPause: () => void;
  onKill: () => void;
}

export function TopBar({ desk, onSearch, onPause, onKill }: TopBarProps) {
  const { t } = useTranslation();
  const paused = desk?.paused ?? false;
  return (
    <header className="col-span-full flex min-w-0 items-stretch border-b bg-sidebar">
      <div className="grid w-(--rail) shrink-0 place-items-center border-r">
        <Mark size={24} />
      </div>
      <ModeBlock mode={desk?.mode ?? "paper"} />
      <div className="flex min-w-0 flex-1 overflow-hidden" data-scrolls="">
        {desk && <Readouts desk={desk} />}
      </div>
      <div className="flex shrink-0 items-center gap-1.5 px-2">
        <Button onPress={onSearch} testId="top-search">
          <Search size={14} aria-hidden="true" />
          <span className="font-normal text-muted-foreground max-[1359px]:sr-only">{t("shell.search")}</span>
          <Kbd chord="Ctrl+K" />
        </Button>
        <Notices />
        <Button kind="secondary" onPress={onPause} testId="top-pause" aria-pressed={paused}>
          {paused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
          {t(paused ? "shell.resume" : "shell.pause")}
        </Button>
        <Button kind="destructive" onPress={onKill} testId="top-kill">
          <OctagonX size={14} aria-hidden="true" />
          {t("shell.kill")}
          <span className="max-[1359px]:hidden">
            <Kbd chord="Ctrl+Shift+K" />
          </span>
        </Button>
      </div>
    </header>
  );
}
