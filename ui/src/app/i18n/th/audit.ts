import type { audit as source } from "../en/audit";
import type { Translated } from "../translated";

export const audit: Translated<typeof source> = {};
