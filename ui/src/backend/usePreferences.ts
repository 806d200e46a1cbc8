import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { commands } from "./bindings";
import { call } from "./call";
import type { Door, Preferences } from "./reply";
import { DOOR_KEY, useDoor } from "./useDoor";

export interface PreferencesHandle {
  preferences: Preferences | null;
  /** In force at once; kept by the backend as soon as somebody is signed in. */
  change: (some: Partial<Preferences>) => Promise<void>;
}

export function usePreferences(): PreferencesHandle {
  const client = useQueryClient();
  const preferences = (useDoor().data?.preferences ?? null) as Preferences | null;
  const change = useCallback(
    async (some: Partial<Preferences>) => {
      const door = client.getQueryData<Door>(DOOR_KEY);
      if (!door) return;
      const next = { ...(door.preferences as Preferences), ...some };
      client.setQueryData<Door>(DOOR_KEY, { ...door, preferences: next });
      if (door.session) await call(commands.setPreferences(next));
    },
    [client],
  );
  return { preferences, change };
}
