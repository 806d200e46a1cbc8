import type { kill as source } from "../en/kill";
import type { Translated } from "../translated";

export const kill: Translated<typeof source> = {
  title: "Nödstopp",
  asOf: "antal per {{time}}",
  pause: "Pausa nya köp",
  pauseText: "Ingen strategi och ingen person öppnar något nytt. Stopp, mål och utgångar fortsätter.",
  cancel: "Avbryt liggande order",
  cancelText: "Nivå 1, och liggande order avbryts: {{orders}}. Stoppar för öppna positioner ligger kvar.",
  flatten: "Stäng allt",
  flattenText:
    "Nivå 2, och öppna positioner stängs till marknadspris: {{positions}}, omkring {{notional}}. Stoppar tas bort sist.",
  back: "Tillbaka",
  doPause: "Pausa nu",
  doCancel: "Håll för att avbryta {{orders}}",
  doFlatten: "Stäng {{positions}}",
  word: "STÄNG",
  type: "Skriv {{word}}",
  orders_one: "{{count}} order",
  orders_other: "{{count}} order",
  positions_one: "{{count}} position",
  positions_other: "{{count}} positioner",
  noCounts: "Antalen saknas; stoppet fungerar ändå.",
};
