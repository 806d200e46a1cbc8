import type { bots as source } from "../en/bots";
import type { Translated } from "../translated";

export const bots: Translated<typeof source> = {};
