import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { commands } from "~/backend/bindings";
import { call } from "~/backend/call";

/** Ends the session; nothing of it stays in the page. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    void call(commands.logout())
      .catch(() => undefined) // gone already: the door says so
      .then(() => client.resetQueries());
  }, [client]);
}
