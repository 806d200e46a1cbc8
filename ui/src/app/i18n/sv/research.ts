import type { research as source } from "../en/research";
import type { Translated } from "../translated";

export const research: Translated<typeof source> = {};
