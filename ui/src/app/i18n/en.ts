import { accounts } from "./en/accounts";
import { approvals } from "./en/approvals";
import { audit } from "./en/audit";
import { bots } from "./en/bots";
import { connections } from "./en/connections";
import { errors } from "./en/errors";
import { keys } from "./en/keys";
import { kill } from "./en/kill";
import { onboarding } from "./en/onboarding";
import { palette } from "./en/palette";
import { parts } from "./en/parts";
import { research } from "./en/research";
import { risk } from "./en/risk";
import { settings } from "./en/settings";
import { shell } from "./en/shell";
import { trade } from "./en/trade";

export const en = {
  accounts,
  approvals,
  audit,
  bots,
  connections,
  errors,
  keys,
  kill,
  onboarding,
  palette,
  parts,
  research,
  risk,
  settings,
  shell,
  trade,
} as const;
