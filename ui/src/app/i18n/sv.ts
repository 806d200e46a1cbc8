import { accounts } from "./sv/accounts";
import { analyse } from "./sv/analyse";
import { approvals } from "./sv/approvals";
import { audit } from "./sv/audit";
import { bots } from "./sv/bots";
import { connections } from "./sv/connections";
import { errors } from "./sv/errors";
import { importing } from "./sv/importing";
import { keys } from "./sv/keys";
import { kill } from "./sv/kill";
import { notices } from "./sv/notices";
import { onboarding } from "./sv/onboarding";
import { palette } from "./sv/palette";
import { parts } from "./sv/parts";
import { reasons } from "./sv/reasons";
import { refusals } from "./sv/refusals";
import { research } from "./sv/research";
import { risk } from "./sv/risk";
import { rules } from "./sv/rules";
import { settings } from "./sv/settings";
import { shell } from "./sv/shell";
import { strategies } from "./sv/strategies";
import { trade } from "./sv/trade";
import { venueErrors } from "./sv/venueErrors";
import type { Dictionary } from "./translated";

export const sv: Dictionary = {
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
