import { commands } from "~/backend/bindings";
import type { Ask } from "~/backend/reply";
import { useDeskMutation } from "~/backend/useDeskMutation";
import { useDeskQuery } from "~/backend/useDeskQuery";

/** Saving makes the strategies of every picker new as well. */
const TOUCHED = ["scripts"] as const;

export const useScriptList = () => useDeskQuery("scripts", ["list"], () => commands.scripts());

/** The newest version of a script, or the one named. */
export const useScript = (name: string, version: number | null) =>
  useDeskQuery("scripts", ["one", name, version], () => commands.script(name, version), { enabled: name !== "" });

export const useVersions = (name: string) =>
  useDeskQuery("scripts", ["versions", name], () => commands.scriptVersions(name), { enabled: name !== "" });

/** What the language has; it stays the same while the program runs. */
export const useReference = () => useDeskQuery("door", ["script-reference"], () => commands.scriptReference());

export const useSave = () => useDeskMutation((request: Ask<"saveScript">) => commands.saveScript(request), TOUCHED);

export const useRestore = () =>
  useDeskMutation(
    ({ name, version }: { name: string; version: number }) => commands.restoreScript(name, version),
    TOUCHED,
  );
