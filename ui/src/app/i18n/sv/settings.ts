import type { settings as source } from "../en/settings";
import type { Translated } from "../translated";

export const settings: Translated<typeof source> = {};
