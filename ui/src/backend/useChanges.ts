import { useQueryClient } from "@tanstack/react-query";
import { events } from "./bindings";
import { invalidateSections } from "./sections";
import { useDeskEvent } from "./useDeskEvent";

/** Follows the backend's word that something changed. Mounted once, at the root. */
export function useChanges(): void {
  const client = useQueryClient();
  useDeskEvent(events.deskChanged, (sections) => void invalidateSections(client, sections));
}
