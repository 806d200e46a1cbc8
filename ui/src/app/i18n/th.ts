import { accounts } from "./th/accounts";
import { analyse } from "./th/analyse";
import { approvals } from "./th/approvals";
import { audit } from "./th/audit";
import { bots } from "./th/bots";
import { connections } from "./th/connections";
import { errors } from "./th/errors";
import { importing } from "./th/importing";
import { keys } from "./th/keys";
import { kill } from "./th/kill";
import { notices } from "./th/notices";
import { onboarding } from "./th/onboarding";
import { palette } from "./th/palette";
import { parts } from "./th/parts";
import { reasons } from "./th/reasons";
import { refusals } from "./th/refusals";
import { research } from "./th/research";
import { risk } from "./th/risk";
import { rules } from "./th/rules";
import { settings } from "./th/settings";
import { shell } from "./th/shell";
import { strategies } from "./th/strategies";
import { trade } from "./th/trade";
import { venueErrors } from "./th/venueErrors";
import type { Dictionary } from "./translated";

export const th: Dictionary = {
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
};
