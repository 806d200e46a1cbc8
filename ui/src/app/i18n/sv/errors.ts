import type { errors as source } from "../en/errors";
import type { Translated } from "../translated";

export const errors: Translated<typeof source> = {
  unknown: "{{message}}",
  no_backend: "Bordet svarar inte. Fönstret öppnades utanför programmet.",
  starting: "Bordet öppnas än. Fråga igen om en stund.",
  signed_out: "Ingen är inloggad. Logga in först.",
  wrong_passphrase: "Namn och lösenfras stämmer inte. Fem fel låser namnet en stund.",
  throttled: "För många fel. Nästa försök hörs om {{seconds}} s.",
  short_passphrase: "Lösenfrasen har {{length}} tecken, den behöver minst {{limit}}.",
  bad_name: "Ett namn har 1 till 40 tecken, utan mellanslag och kolon.",
  user_exists: "Det finns redan en användare {{user}}. Välj ett annat namn.",
  unknown_user: "Det finns ingen användare {{user}}.",
  vault_locked: "Huvudnyckeln är låst på den här datorn. En administratör loggar in först.",
  already_set_up: "Det finns redan en administratör. Logga in i stället.",
  statement_differs: "Det som visades är inte det som skulle signeras. Titta på det igen.",
};
