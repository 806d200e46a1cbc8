import { accounts } from "./en/accounts";
import { analyse } from "./en/analyse";
import { approvals } from "./en/approvals";
import { audit } from "./en/audit";
import { bots } from "./en/bots";
import { connections } from "./en/connections";
import { errors } from "./en/errors";
import { importing } from "./en/importing";
import { keys } from "./en/keys";
import { kill } from "./en/kill";
import { notices } from "./en/notices";
import { onboarding } from "./en/onboarding";
import { palette } from "./en/palette";
import { parts } from "./en/parts";
import { reasons } from "./en/reasons";
import { refusals } from "./en/refusals";
import { research } from "./en/research";
import { risk } from "./en/risk";
import { rules } from "./en/rules";
import { settings } from "./en/settings";
import { shell } from "./en/shell";
import { strategies } from "./en/strategies";
import { trade } from "./en/trade";
import { venueErrors } from "./en/venueErrors";

export const en = {
  accounts,
  analyse,
  approvals,
  audit,
  bots,
  connections,
  errors: { ...errors, ...refusals, ...venueErrors },
  importing,
  keys,
  kill,
  onboarding,
  palette,
  parts,
  notices,
  reasons,
  research,
  risk,
  rules,
  settings,
  shell,
  strategies,
  trade,
} as const;
