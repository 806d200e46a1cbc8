import type { palette as source } from "../en/palette";
import type { Translated } from "../translated";

export const palette: Translated<typeof source> = {
  title: "Kommandopalett",
  placeholder: "Vad vill du göra?",
  nothing: "Inget heter så.",
  goTo: "Gå till",
  always: "Alltid inom räckhåll",
  look: "Utseende",
  kill: "Nödstopp",
  killNote: "visar tre nivåer innan något händer",
  pause: "Pausa nya köp",
  resume: "Återuppta köp",
  shortcuts: "Visa kortkommandon",
  light: "Ljust tema",
  dark: "Mörkt tema",
  choose: "välj",
  doIt: "gör det",
  askAgain: "det som rör pengar frågar alltid igen",
};
