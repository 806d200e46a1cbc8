import type { reasons as source } from "../en/reasons";
import type { Translated } from "../translated";

export const reasons: Translated<typeof source> = {
  rsi_cross: {
    buy: "RSI({{length}}) steg från {{before}} till {{rsi}}, åter över den översålda nivån {{oversold}}.",
    sell: "RSI({{length}}) föll från {{before}} till {{rsi}}, åter under den överköpta nivån {{overbought}}.",
    hold: "RSI({{length}}) gick från {{before}} till {{rsi}} och korsade varken {{oversold}} uppåt eller {{overbought}} nedåt.",
  },
  ar_forecast: {
    buy: "AR({{order}}) på de senaste {{window}} stängningskurserna väntar {{expected_return_pct}} % över {{steps}} staplar, mer än tröskeln {{threshold_pct}} %.",
    sell: "AR({{order}}) på de senaste {{window}} stängningskurserna väntar {{expected_return_pct}} % över {{steps}} staplar, ett fall bortom tröskeln {{threshold_pct}} %.",
    hold: "AR({{order}}) på de senaste {{window}} stängningskurserna väntar {{expected_return_pct}} % över {{steps}} staplar, inom tröskeln {{threshold_pct}} %.",
    undetermined:
      "De senaste {{window}} stängningskurserna bestämmer ingen AR({{order}}): de varierar inte, eller enligt ett fast mönster.",
  },
  kalman_trend: {
    buy: "Den filtrerade trenden stiger, {{slope_pct}} % per stapel, {{strength}} standardavvikelser av skattningen (tröskel {{threshold}}); volatiliteten är {{vol_ratio}} gånger den vanliga (gräns {{max_vol_ratio}}).",
    sell: "Den filtrerade trenden faller, {{slope_pct}} % per stapel, {{strength}} standardavvikelser av skattningen (tröskel {{threshold}}); volatiliteten är {{vol_ratio}} gånger den vanliga (gräns {{max_vol_ratio}}).",
    hold: "Den filtrerade trenden rör sig {{slope_pct}} % per stapel, {{strength}} standardavvikelser av skattningen, vilket är inom tröskeln {{threshold}}.",
    gate: "Trenden är stark nog ({{strength}} standardavvikelser), men volatiliteten är {{vol_ratio}} gånger den vanliga, över gränsen {{max_vol_ratio}}.",
    still: "Marknaden rörde sig inte: det finns ingen trend att mäta.",
  },
  ou_reversion: {
    buy: "Den senaste avkastningen ligger {{z}} standardavvikelser från sitt medel (ingång vid {{entry_z}}) och priset under nivån {{mean}} som det återgår till, med halveringstiden {{half_life}} staplar; volatiliteten är {{vol_ratio}} gånger den vanliga (gräns {{max_vol_ratio}}).",
    sell: "Den senaste avkastningen ligger {{z}} standardavvikelser från sitt medel (ingång vid {{entry_z}}) och priset över nivån {{mean}} som det återgår till, med halveringstiden {{half_life}} staplar; volatiliteten är {{vol_ratio}} gånger den vanliga (gräns {{max_vol_ratio}}).",
    hold: "Den senaste avkastningen ligger {{z}} standardavvikelser från sitt medel, vilket inte är bortom ingången vid {{entry_z}}.",
    no_reversion:
      "Den senaste avkastningen är extrem ({{z}} standardavvikelser), men priset är inte på andra sidan en nivå som det återgår till med en halveringstid på högst {{max_half_life}} staplar.",
    regime:
      "Den senaste avkastningen är extrem ({{z}} standardavvikelser), men volatiliteten är {{vol_ratio}} gånger den vanliga, över gränsen {{max_vol_ratio}}.",
  },
  practice: {
    buy: "Övningssignal: den säger alltid KÖP, här vid {{close}}, vad marknaden än gör. Den är till för att lära sig hur en affär går till och är inget råd.",
  },
};
