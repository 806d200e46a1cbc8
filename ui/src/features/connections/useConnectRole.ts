import { useSession } from "~/backend/useDoor";

/** What the person may do to connections; the backend refuses the rest anyway. */
export function useConnectRole() {
  const role = useSession()?.role ?? "viewer";
  return { mayConnect: role !== "viewer", mayMove: role === "admin" };
}
