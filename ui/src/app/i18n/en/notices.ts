/** What a person is told has happened, by code. */
export const notices = {
  approval_waiting: "{{approval}} waits for a signature.",
  approval_expired: "{{approval}} expired unsigned: no trade.",
  refused_by_risk: "A risk rule stopped {{approval}}.",
  post_only_ignored: "{{name}}: a market order cannot be post-only; it was taken without.",
  order_filled: "{{client_id}} filled {{quantity}} at {{price}}.",
  order_partly_filled: "{{client_id}} filled {{quantity}} at {{price}}, the rest works on.",
  order_cancelled: "{{client_id}} was cancelled: {{reason}}.",
  order_failed: "{{client_id}} was refused: {{reason}}.",
  order_unconfirmed: "{{client_id}} was sent, no answer. The venue is asked by order id; nothing is sent twice.",
  protecting: "Stop and target for {{quantity}} of {{client_id}} are on their way.",
  unprotected: "{{quantity}} of {{instrument}} has no stop at its venue.",
  exit_lapsed: "Exit {{client_id}} will not be sent: {{reason}}.",
  paused: "Paused. Entries stop, exits go on.",
  resumed: "Resumed. Entries may go again.",
  killed: "Kill switch: {{cancelled}} orders being cancelled, {{closing}} positions being closed.",
  key_age: "Key {{label}} of {{venue}} is {{days}} days old, limit {{limit}}. Rotate it.",
} as const;
