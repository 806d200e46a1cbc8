import type { accounts as source } from "../en/accounts";
import type { Translated } from "../translated";

export const accounts: Translated<typeof source> = {};
