import type { approvals as source } from "../en/approvals";
import type { Translated } from "../translated";

export const approvals: Translated<typeof source> = {};
