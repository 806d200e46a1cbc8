import type { onboarding as source } from "../en/onboarding";
import type { Translated } from "../translated";

export const onboarding: Translated<typeof source> = {};
