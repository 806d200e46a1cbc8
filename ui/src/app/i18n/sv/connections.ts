import type { connections as source } from "../en/connections";
import type { Translated } from "../translated";

export const connections: Translated<typeof source> = {};
