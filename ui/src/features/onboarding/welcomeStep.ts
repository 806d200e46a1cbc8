import type { Door } from "~/backend/reply";

/** What of the welcome is still to be done: kept with the preferences, so that no step is lost to Escape or a restart. */
export const WELCOME = "welcome";

export type WelcomeStep = 1 | 2 | 3;

/** The step a start begins with; the first two are told apart by the page until somebody exists. */
export function welcomeStep(door: Pick<Door, "stage" | "preferences">): WelcomeStep {
  if (door.stage === "first_start") return 1;
  return door.preferences.layouts?.[WELCOME] === "trade" ? 3 : 2;
}

/** The layouts with the welcome's own word in them. */
export const welcomeAt = (layouts: { [name in string]: string } | undefined, at: "signature" | "trade" | "done") => ({
  ...layouts,
  [WELCOME]: at,
});
