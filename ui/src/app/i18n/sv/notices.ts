import type { notices as source } from "../en/notices";
import type { Translated } from "../translated";

export const notices: Translated<typeof source> = {
  approval_waiting: "{{approval}} väntar på en signatur.",
  approval_expired: "{{approval}} gick ut osignerat: ingen affär.",
  refused_by_risk: "En riskregel stoppade {{approval}}.",
  post_only_ignored: "{{name}}: en marknadsorder kan inte vara post-only; den togs utan.",
  order_filled: "{{client_id}} fylldes med {{quantity}} till {{price}}.",
  order_partly_filled: "{{client_id}} fylldes med {{quantity}} till {{price}}, resten ligger kvar.",
  order_cancelled: "{{client_id}} makulerades: {{reason}}.",
  order_failed: "{{client_id}} nekades: {{reason}}.",
  order_unconfirmed:
    "{{client_id}} skickades, inget svar. Marknadsplatsen frågas efter order-id; inget skickas två gånger.",
  protecting: "Stopp och mål för {{quantity}} av {{client_id}} är på väg.",
  unprotected: "{{quantity}} av {{instrument}} har inget stopp på marknadsplatsen.",
  exit_lapsed: "Utgången {{client_id}} skickas inte: {{reason}}.",
  paused: "Pausat. Inga nya köp, utgångar fortsätter.",
  resumed: "Återupptaget. Köp är tillåtna igen.",
  killed: "Nödstopp: {{cancelled}} ordrar makuleras, {{closing}} positioner stängs.",
  key_age: "Nyckeln {{label}} till {{venue}} är {{days}} dagar gammal, gräns {{limit}}. Byt ut den.",
};
