import { useSession } from "~/backend/useDoor";

/** What the person at the desk may do here; the backend refuses the rest anyway. */
export function useRole() {
  const role = useSession()?.role ?? "viewer";
  return { maySign: role === "admin", mayTrade: role !== "viewer" };
}
