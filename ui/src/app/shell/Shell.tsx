import { type ComponentType, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSession } from "~/backend/useDoor";
import { useSnapshot } from "~/backend/useSnapshot";
import { Button } from "~/components/button/Button";
import { useNow } from "~/components/numbers/useNow";
import { Empty } from "~/components/panel/Empty";
import { Dialogs } from "../dialogs";
import { ShortcutSheet } from "../keys/ShortcutSheet";
import { KillDialog } from "../kill/KillDialog";
import { Palette } from "../palette/Palette";
import { useDeskCommands } from "../palette/useDeskCommands";
import { useFrameCommands } from "../palette/useFrameCommands";
import { type PlaceId, pathOf, placeOf } from "../routes/places";
import { NotBuilt, screens } from "../routes/screens";
import { ErrorBoundary } from "./ErrorBoundary";
import { ModeFrame } from "./ModeFrame";
import { PausedStrip } from "./PausedStrip";
import { Rail } from "./Rail";
import { StatusBar } from "./StatusBar";
import { TopBar } from "./TopBar";
import { useFrameShortcuts } from "./useFrameShortcuts";
import { useIdleTouch } from "./useIdleTouch";
import { useKillSwitch } from "./useKillSwitch";
import { useShowPlace } from "./useShowPlace";
import { useSignOut } from "./useSignOut";

/** The frame round every screen. Its parts are alive even when a screen is not. */
export function Shell() {
  const { t } = useTranslation();
  const [path, navigate] = useLocation();
  const session = useSession();
  const desk = useSnapshot().data ?? null;
  const kill = useKillSwitch(desk?.paused ?? false);
  const signOut = useSignOut();
  const [open, setOpen] = useState<"palette" | "sheet" | null>(null);
  const here = placeOf(path);
  const now = useNow(1000);

  const go = useCallback((place: PlaceId) => navigate(pathOf(place)), [navigate]);
  const openPalette = useCallback(() => setOpen("palette"), []);
  const openSheet = useCallback(() => setOpen("sheet"), []);
  const close = useCallback(() => setOpen(null), []);
  useShowPlace(navigate);
  useIdleTouch();
  useFrameShortcuts({ go, openPalette, openSheet, openKill: kill.show });
  useDeskCommands();
  useFrameCommands({ go, paused: kill.paused, togglePause: kill.togglePause, openKill: kill.show, openSheet });

  const Screen: ComponentType = screens[here] ?? NotBuilt;
  return (
    <ModeFrame mode={desk?.mode ?? "paper"}>
      <TopBar desk={desk} onSearch={openPalette} onPause={kill.togglePause} onKill={kill.show} />
      <Rail
        here={here}
        waiting={desk?.pending_approvals ?? 0}
        hot={desk?.next_expiry_ms != null && desk.next_expiry_ms - now < 60_000}
        session={session}
        onGo={go}
        onHelp={openSheet}
        onSignOut={signOut}
      />
      <main
        id="content"
        className="flex min-h-0 min-w-0 flex-col overflow-hidden bg-border"
        data-testid={`place-${here}`}
      >
        {desk?.paused && <PausedStrip onResume={kill.togglePause} />}
        <div className="min-h-0 flex-1 overflow-hidden">
          <ErrorBoundary
            key={here}
            fallback={(error, again) => (
              <div className="h-full bg-card">
                <Empty
                  title={t("shell.crashed", { message: error.message })}
                  action={<Button onPress={again}>{t("shell.reload")}</Button>}
                />
              </div>
            )}
          >
            <div className="h-full bg-background">
              <Screen />
            </div>
          </ErrorBoundary>
        </div>
      </main>
      <StatusBar desk={desk} />
      <Palette open={open === "palette"} onClose={close} />
      <Dialogs />
      <ShortcutSheet open={open === "sheet"} onClose={close} />
      <KillDialog {...kill.dialog} mode={desk?.mode ?? "paper"} />
    </ModeFrame>
  );
}
