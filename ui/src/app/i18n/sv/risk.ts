import type { risk as source } from "../en/risk";
import type { Translated } from "../translated";

export const risk: Translated<typeof source> = {};
