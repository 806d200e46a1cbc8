import type { ExchangeKeyView, KeySecrets } from "~/backend/bindings";

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Days a key may be used before it is due. */
export const KEY_DAYS = 90;
/** From so many days left on it is said. */
export const SOON_DAYS = 14;
export const LONGEST_GRACE_HOURS = 168;

/** The venues there are keys of, by name. */
export const KEY_VENUES = ["binance", "bitfinex", "coinbase", "kraken"] as const;
export type KeyVenue = (typeof KEY_VENUES)[number];

export const ageDays = (key: ExchangeKeyView, nowMs: number) => Math.max(0, Math.floor((nowMs - key.created_ms) / DAY));
export const daysLeft = (key: ExchangeKeyView, nowMs: number) =>
  Math.max(0, Math.ceil((key.rotate_by_ms - nowMs) / DAY));
export const graceHours = (key: ExchangeKeyView, nowMs: number) =>
  Math.max(0, Math.ceil(((key.grace_until_ms ?? nowMs) - nowMs) / HOUR));

/** After a rotation the old halves are a row of their own under the same label. */
export const rowIdOf = (key: ExchangeKeyView) => `${key.label} ${key.fingerprint} ${key.created_ms}`;

/** Acts are on a label, so they stand at the row that is in use. */
export const isActedOn = (key: ExchangeKeyView) => key.state !== "revoked" && key.state !== "grace";

export const labelIsSound = (label: string) => /^[a-z0-9._-]{1,40}$/.test(label);

/** What is typed or pasted; never kept anywhere but in the form. */
export interface SecretForm {
  key: string;
  secret: string;
  streamKey: string;
  streamSecret: string;
}

export const noSecrets: SecretForm = { key: "", secret: "", streamKey: "", streamSecret: "" };

/** Both halves, or both of both. */
export function secretsAreWhole(form: SecretForm): boolean {
  const has = (text: string) => text.trim() !== "";
  return has(form.key) && has(form.secret) && has(form.streamKey) === has(form.streamSecret);
}

/** As they are sent: blanks of pasting taken off, the lines inside a PEM kept. */
export function secretsOf(form: SecretForm): KeySecrets {
  const given = (text: string) => (text.trim() === "" ? null : text.trim());
  return {
    key: form.key.trim(),
    secret: form.secret.trim(),
    stream_key: given(form.streamKey),
    stream_secret: given(form.streamSecret),
  };
}
