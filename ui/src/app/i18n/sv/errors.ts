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
  no_candles: "Det finns inga staplar för den marknaden i den perioden. Vidga den, eller importera en fil.",
  empty_period: "Perioden rymmer inget. Välj en annan.",
  unknown_time_zone: "{{zone}} är ingen tidszon. Använd ett IANA-namn, som Europe/Stockholm.",
  not_found: "Det finns inget backtest {{backtest}}. Kör det igen.",
  export: "{{path}} kan inte skrivas. Välj en annan plats.",
  strategy: { too_few_candles: "Perioden är för kort för strategin. {{message}}" },
  statement_differs: "Det som visades är inte det som skulle signeras. Titta på det igen.",
};
