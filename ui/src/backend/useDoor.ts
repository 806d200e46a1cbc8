import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { commands } from "./bindings";
import { call } from "./call";
import { asDeskError, type DeskError } from "./deskError";
import type { Door, Session } from "./reply";

export const DOOR_KEY = ["door"] as const;

/** Who may come in: stage, session, preferences. While the desk is still opening it is asked again. */
export function useDoor(): UseQueryResult<Door, DeskError> {
  return useQuery<Door, DeskError>({
    queryKey: DOOR_KEY,
    queryFn: () => call(commands.door()),
    retry: (_, error) => asDeskError(error).code === "starting",
    retryDelay: 150,
  });
}

/** Who is signed in; `null` before that. */
export function useSession(): Session | null {
  return useDoor().data?.session ?? null;
}
