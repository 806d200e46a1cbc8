import { Keyboard, Moon, OctagonX, Pause, Play, Sun } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "~/backend/usePreferences";
import { type Command, useCommands } from "~/components/commands/CommandProvider";
import { type PlaceId, places } from "../routes/places";

interface FrameActs {
  go: (place: PlaceId) => void;
  paused: boolean;
  togglePause: () => void;
  openKill: () => void;
  openSheet: () => void;
}

/** What the frame itself offers in the palette: the places, the look, and what is always within reach. */
export function useFrameCommands({ go, paused, togglePause, openKill, openSheet }: FrameActs): void {
  const { t } = useTranslation();
  const { change } = usePreferences();
  const commands = useMemo<Command[]>(
    () => [
      ...places.map(
        (p): Command => ({
          id: `go-${p.id}`,
          group: t("palette.goTo"),
          title: t(`shell.${p.id}`),
          icon: p.icon,
          keys: `G ${p.key}`,
          run: () => go(p.id),
        }),
      ),
      {
        id: "look-light",
        group: t("palette.look"),
        title: t("palette.light"),
        icon: Sun,
        run: () => void change({ theme: "light" }),
      },
      {
        id: "look-dark",
        group: t("palette.look"),
        title: t("palette.dark"),
        icon: Moon,
        run: () => void change({ theme: "dark" }),
      },
      {
        id: "shortcuts",
        group: t("palette.always"),
        title: t("palette.shortcuts"),
        icon: Keyboard,
        keys: "?",
        run: openSheet,
      },
      {
        id: "pause",
        group: t("palette.always"),
        title: t(paused ? "palette.resume" : "palette.pause"),
        icon: paused ? Play : Pause,
        run: togglePause,
      },
      {
        id: "kill",
        group: t("palette.always"),
        title: t("palette.kill"),
        note: t("palette.killNote"),
        icon: OctagonX,
        keys: "Ctrl+Shift+K",
        destructive: true,
        run: openKill,
      },
    ],
    [t, go, change, paused, togglePause, openKill, openSheet],
  );
  useCommands(commands);
}
