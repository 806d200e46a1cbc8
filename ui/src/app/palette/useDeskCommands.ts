import {
  ChartSpline,
  Contrast,
  FileDown,
  FileOutput,
  Languages,
  ListPlus,
  Lock,
  MonitorCog,
  Play,
  ShieldCheck,
} from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useSession } from "~/backend/useDoor";
import { usePreferences } from "~/backend/usePreferences";
import { type Command, useCommands } from "~/components/commands/CommandProvider";
import { openDialog } from "~/components/overlay/openDialog";
import { useSignOut } from "../shell/useSignOut";

const languages = [
  { id: "en", title: "English" },
  { id: "sv", title: "Svenska" },
  { id: "th", title: "ไทย" },
] as const;

/** What the desk can do from any screen. An act of a screen goes there and says so in the path. */
export function useDeskCommands(): void {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { preferences, change } = usePreferences();
  const contrast = preferences?.high_contrast ?? false;
  const mayTrade = (useSession()?.role ?? "viewer") !== "viewer";
  const lock = useSignOut();
  const commands = useMemo<Command[]>(() => {
    const act = (id: string, title: string, icon: Command["icon"], run: () => void, keys?: string): Command => ({
      id,
      group: t("palette.act"),
      title,
      icon,
      keys,
      run,
    });
    const trading = [
      act("analyse", t("palette.analyse"), ChartSpline, () => openDialog("analyse"), "N"),
      act("import", t("palette.import"), FileDown, () => openDialog("import")),
      act("add-market", t("palette.addMarket"), ListPlus, () => openDialog("market")),
    ];
    return [
      ...(mayTrade ? trading : []),
      act("run-backtest", t("palette.runBacktest"), Play, () => navigate("/research/run"), "F5"),
      act("verify-chain", t("palette.verifyChain"), ShieldCheck, () => navigate("/audit/verify")),
      act("export-chain", t("palette.exportChain"), FileOutput, () => navigate("/audit/export")),
      act("lock", t("palette.lock"), Lock, lock),
      ...languages.map(
        ({ id, title }): Command => ({
          id: `language-${id}`,
          group: t("palette.look"),
          title,
          note: t("palette.language"),
          icon: Languages,
          run: () => void change({ language: id }),
        }),
      ),
      {
        id: "look-system",
        group: t("palette.look"),
        title: t("palette.system"),
        icon: MonitorCog,
        run: () => void change({ theme: "system" }),
      },
      {
        id: "look-contrast",
        group: t("palette.look"),
        title: t(contrast ? "palette.plainContrast" : "palette.highContrast"),
        icon: Contrast,
        run: () => void change({ high_contrast: !contrast }),
      },
    ];
  }, [t, navigate, change, contrast, mayTrade, lock]);
  useCommands(commands);
}
