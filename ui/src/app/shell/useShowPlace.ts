import { events } from "~/backend/bindings";
import { useDeskEvent } from "~/backend/useDeskEvent";
import { pathOf, placeOf } from "../routes/places";

/** The tray or another start of the app asks for a place: "approvals", or with a detail, "approvals/CS-1017-0093". */
export function useShowPlace(navigate: (path: string) => void): void {
  useDeskEvent(events.showPlace, (wanted) => {
    const path = `/${wanted.replace(/^\/+/, "")}`;
    navigate(path.split("/")[1] === placeOf(path) ? path : pathOf("trade"));
  });
}
