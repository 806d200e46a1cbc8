import type { reasons as source } from "../en/reasons";
import type { Translated } from "../translated";

export const reasons: Translated<typeof source> = {
  rsi_cross: {
    buy: "RSI({{length}}) steg från {{before}} till {{rsi}}, åter över den översålda nivån {{oversold}}.",
    sell: "RSI({{length}}) föll från {{before}} till {{rsi}}, åter under den överköpta nivån {{overbought}}.",
    hold: "RSI({{length}}) gick från {{before}} till {{rsi}} och korsade varken {{oversold}} uppåt eller {{overbought}} nedåt.",
  },
  ema_cross: {
    buy: "EMA({{fast}}) på {{fast_ema}} steg över EMA({{slow}}) på {{slow_ema}}.",
    sell: "EMA({{fast}}) på {{fast_ema}} föll under EMA({{slow}}) på {{slow_ema}}.",
    hold: "EMA({{fast}}) på {{fast_ema}} och EMA({{slow}}) på {{slow_ema}} korsade inte varandra i denna stapel.",
  },
  ema_rsi_atr: {
    buy: "Trenden går upp (EMA({{fast}}) {{fast_ema}} över EMA({{slow}}) {{slow_ema}}), och RSI({{rsi_length}}) på {{rsi}} ligger mellan {{midline}} och den överköpta nivån {{limit}}.",
    sell: "Trenden går ned (EMA({{fast}}) {{fast_ema}} under EMA({{slow}}) {{slow_ema}}), och RSI({{rsi_length}}) på {{rsi}} ligger mellan {{midline}} och den översålda nivån {{limit}}.",
    hold: "Trenden (EMA({{fast}}) {{fast_ema}}, EMA({{slow}}) {{slow_ema}}) och RSI({{rsi_length}}) på {{rsi}} är inte överens.",
    earlier:
      "Trenden (EMA({{fast}}) {{fast_ema}}, EMA({{slow}}) {{slow_ema}}) och RSI({{rsi_length}}) på {{rsi}} är överens, och var det i stapeln före: signalen gavs när de blev det.",
  },
  mean_reversion: {
    buy: "Stängningen {{close}} föll till {{z}} standardavvikelser från sitt snitt {{mean}} över {{length}} staplar ({{before}} en stapel före), förbi ingången vid {{entry_z}} under det.",
    sell: "Stängningen {{close}} kom tillbaka till {{z}} standardavvikelser från sitt snitt {{mean}} över {{length}} staplar ({{before}} en stapel före), förbi utgången vid {{exit_z}}.",
    hold: "Stängningen {{close}} ligger {{z}} standardavvikelser från sitt snitt {{mean}} över {{length}} staplar, och passerade i denna stapel varken ingången vid {{entry_z}} under snittet eller utgången vid {{exit_z}}.",
  },
  breakout: {
    buy: "Stängningen {{close}} steg över {{upper}}, det högsta priset i de {{length}} staplarna före.",
    sell: "Stängningen {{close}} föll under {{lower}}, det lägsta priset i de {{length}} staplarna före.",
    hold: "Stängningen {{close}} ligger inom priserna i de {{length}} staplarna före, {{lower}} till {{upper}}.",
  },
  vwap: {
    buy: "Stängningen {{close}} steg ur bandet på {{band_pct}} % runt VWAP({{length}}) på {{vwap}}: den ligger {{distance_pct}} % från det.",
    sell: "Stängningen {{close}} föll ur bandet på {{band_pct}} % runt VWAP({{length}}) på {{vwap}}: den ligger {{distance_pct}} % från det.",
    hold: "Stängningen {{close}} ligger {{distance_pct}} % från VWAP({{length}}) på {{vwap}} och lämnade inte bandet på {{band_pct}} % i denna stapel.",
    no_volume: "Inget handlades i de senaste {{length}} staplarna: det finns inget volymvägt snittpris.",
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
  script: {
    buy: "Skriptet säger KÖP vid {{close}}.",
    sell: "Skriptet säger SÄLJ vid {{close}}.",
    hold: "Skriptet begär ingenting vid {{close}}.",
  },
  practice: {
    buy: "Övningssignal: den säger alltid KÖP, här vid {{close}}, vad marknaden än gör. Den är till för att lära sig hur en affär går till och är inget råd.",
  },
};
