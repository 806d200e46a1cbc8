import type { accounts as source } from "../en/accounts";
import type { Translated } from "../translated";
import { exchangeKeys } from "./exchangeKeys";

export const accounts: Translated<typeof source> = {
  people: "Personer",
  peopleText: "en persons nyckel signerar; den är ingen börsnyckel",
  add: "Lägg till person",
  name: "Namn",
  role: "Roll",
  signingKey: "Signeringsnyckel",
  fingerprint: "Fingeravtryck",
  since: "Sedan",
  state: "Läge",
  active: "aktiv",
  disabled: "avstängd",
  you: "du",
  disable: "Stäng av",
  disableTitle: "Stänga av {{name}}?",
  disableText:
    "{{name}} kan inte längre logga in, och öppna sessioner avslutas nu. Det som är signerat förblir giltigt. Det går inte att ångra.",
  doDisable: "Stäng av {{name}}",
  back: "Tillbaka",
  cannotSign: "kan inte signera",
  roles: "Vad varje roll får",
  roleText: {
    admin: "Signerar och avvisar, lägger till och stänger av personer, förvarar börsnycklar, ändrar gränser.",
    trader:
      "Ansluter börser, analyserar, föreslår, verkställer det signerade, lägger och avbryter pappersorder, pausar och nödstoppar.",
    viewer: "Tittar, kör backtest, exporterar.",
  },
  adminsOnly: "Bara en administratör lägger till eller stänger av personer.",
  passphrase: "Lösenfras",
  passphraseText: "Säg den till personen och ingen annan. Den låser upp signeringsnyckeln, som skapas nu.",
  create: "Lägg till {{name}}",
  created: "{{name}} lades till. Nyckel {{key}}.",
  yours: "Din signatur",
  algorithm: "Ed25519, nyckel {{key}}",
  keptIn: "Förvaras i",
  keyring: "datorns nyckelring",
  passphraseCustody: "förseglad med administratörens lösenfras",
  locksAfter: "Låses efter",
  locksMinutes: "{{count}} min utan rörelse",
  locksNever: "aldrig",
  ...exchangeKeys,
};
