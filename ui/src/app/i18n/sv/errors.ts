import type { errors as source } from "../en/errors";
import type { Translated } from "../translated";

export const errors: Translated<typeof source> = {
  unknown: "{{message}}",
  no_backend: "Bordet svarar inte. Fönstret öppnades utanför programmet.",
};
