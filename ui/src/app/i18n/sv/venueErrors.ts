import type { venueErrors as source } from "../en/venueErrors";
import type { Translated } from "../translated";

export const venueErrors: Translated<typeof source> = {
  stale_market: "Inga färska priser från börsen: ingångar nekas tills de kommer igen. Utgångar får göras.",
  no_paper_money:
    "Papperskontot har {{account_currency}} och ingen {{currency}}. Välj ett par i {{account_currency}} för att handla på papper.",
  instrument_in_use: "{{symbol}} har en position eller en arbetande order. Stäng den först.",
  too_many_followed: "Högst {{limit}} marknader per börs kan följas. Ta bort en först.",
  not_connected: "{{venue}} är inte ansluten. Anslut den först.",
  unknown_venue: "Den börsen finns inte här.",
  unknown_instrument: "Börsen har ingen sådan marknad. Sök på en del av namnet.",
  bad_url:
    "Adressen kan inte användas. Skriv protokoll://värd:port; http och ws utan kryptering är bara för denna dator.",
  download_running: "Staplar hämtas redan. Vänta tills det är klart, eller stoppa det.",
  no_instruments: "Börsen listar inget som går att lyssna på.",
  no_stream: "Strömmen för {{symbol}} kommer inte: {{error}}.",
  clock_unknown: "Börsen sade inte vad klockan är.",
  clock_offset: "Datorns klocka och börsens skiljer {{offset_ms}} ms, gräns {{limit_ms}}. Ställ datorns klocka.",
  timeout: "Börsen svarade inte i tid. {{message}}",
  connection_lost: "Anslutningen bröts efter sändning. Börsen tillfrågas vad som blev av det.",
  unauthorized: "Börsen nekade nyckeln. Kontrollera nyckeln och vad den får.",
  maintenance: "Börsen är stängd för underhåll.",
  rate_limited: "Börsen begränsar anropen. Nytt försök görs efter en stund.",
  bad_response: "Börsens svar kunde inte läsas.",
  key_label: "En etikett har 1 till 40 av a till z, 0 till 9 och - _ .",
  key_label_taken: "Det finns redan en nyckel {{label}}. Välj en annan etikett, eller byt ut den.",
  key_known: "Nyckeln finns redan, som {{label}}.",
  no_such_key: "Det finns ingen nyckel {{label}}.",
  key_of_other_venue: "{{label}} är en nyckel till {{venue}}, inte till {{asked}}.",
  key_elsewhere: "Nyckeln {{label}} kontrollerades hos {{place}} och sänds ingen annanstans.",
  key_incomplete: "En halva av nyckeln saknas.",
  key_too_long: "Det är för långt för en nyckel: högst {{limit}} tecken.",
  key_may_withdraw: "Nyckeln får ta ut pengar. Countersign behåller inte sådana. Gör en utan den rätten.",
  key_refused: "{{venue}} nekade nyckeln: {{reason}}",
  key_unusable: "Hemligheten har inte den form som denna börs använder: {{reason}}",
  key_grace: "Den gamla nyckeln får fungera 0 till {{limit}} timmar till.",
};
