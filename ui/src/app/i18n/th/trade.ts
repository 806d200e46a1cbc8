import type { trade as source } from "../en/trade";
import type { Translated } from "../translated";

export const trade: Translated<typeof source> = {};
