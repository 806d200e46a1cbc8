/** Why a strategy says what it says, by the code and with the values of the backend. */
export const reasons = {
  rsi_cross: {
    buy: "RSI({{length}}) rose from {{before}} to {{rsi}}, back above the oversold level {{oversold}}.",
    sell: "RSI({{length}}) fell from {{before}} to {{rsi}}, back below the overbought level {{overbought}}.",
    hold: "RSI({{length}}) went from {{before}} to {{rsi}} and crossed neither {{oversold}} upwards nor {{overbought}} downwards.",
  },
  ema_cross: {
    buy: "EMA({{fast}}) at {{fast_ema}} rose above EMA({{slow}}) at {{slow_ema}}.",
    sell: "EMA({{fast}}) at {{fast_ema}} fell below EMA({{slow}}) at {{slow_ema}}.",
    hold: "EMA({{fast}}) at {{fast_ema}} and EMA({{slow}}) at {{slow_ema}} did not cross on this candle.",
  },
  ema_rsi_atr: {
    buy: "The trend is up (EMA({{fast}}) {{fast_ema}} above EMA({{slow}}) {{slow_ema}}), and RSI({{rsi_length}}) at {{rsi}} lies between {{midline}} and the overbought level {{limit}}.",
    sell: "The trend is down (EMA({{fast}}) {{fast_ema}} below EMA({{slow}}) {{slow_ema}}), and RSI({{rsi_length}}) at {{rsi}} lies between {{midline}} and the oversold level {{limit}}.",
    hold: "Trend (EMA({{fast}}) {{fast_ema}}, EMA({{slow}}) {{slow_ema}}) and RSI({{rsi_length}}) at {{rsi}} do not agree.",
    earlier:
      "Trend (EMA({{fast}}) {{fast_ema}}, EMA({{slow}}) {{slow_ema}}) and RSI({{rsi_length}}) at {{rsi}} agree, and did on the candle before: the signal was given when they began to.",
  },
  mean_reversion: {
    buy: "The close {{close}} fell to {{z}} standard deviations from its mean {{mean}} over {{length}} candles ({{before}} a candle before), past the entry at {{entry_z}} below it.",
    sell: "The close {{close}} came back to {{z}} standard deviations from its mean {{mean}} over {{length}} candles ({{before}} a candle before), past the exit at {{exit_z}}.",
    hold: "The close {{close}} lies {{z}} standard deviations from its mean {{mean}} over {{length}} candles, and on this candle passed neither the entry at {{entry_z}} below the mean nor the exit at {{exit_z}}.",
  },
  breakout: {
    buy: "The close {{close}} rose above {{upper}}, the highest price of the {{length}} candles before.",
    sell: "The close {{close}} fell below {{lower}}, the lowest price of the {{length}} candles before.",
    hold: "The close {{close}} lies within the prices of the {{length}} candles before, {{lower}} to {{upper}}.",
  },
  vwap: {
    buy: "The close {{close}} rose out of the band of {{band_pct}} % around VWAP({{length}}) at {{vwap}}: it lies {{distance_pct}} % from it.",
    sell: "The close {{close}} fell out of the band of {{band_pct}} % around VWAP({{length}}) at {{vwap}}: it lies {{distance_pct}} % from it.",
    hold: "The close {{close}} lies {{distance_pct}} % from VWAP({{length}}) at {{vwap}} and did not leave the band of {{band_pct}} % on this candle.",
    no_volume: "Nothing was traded in the last {{length}} candles: there is no volume-weighted average price.",
  },
  ar_forecast: {
    buy: "AR({{order}}) on the last {{window}} closes expects {{expected_return_pct}} % over {{steps}} candles, more than the threshold of {{threshold_pct}} %.",
    sell: "AR({{order}}) on the last {{window}} closes expects {{expected_return_pct}} % over {{steps}} candles, a fall beyond the threshold of {{threshold_pct}} %.",
    hold: "AR({{order}}) on the last {{window}} closes expects {{expected_return_pct}} % over {{steps}} candles, within the threshold of {{threshold_pct}} %.",
    undetermined:
      "The last {{window}} closes do not determine an AR({{order}}): they do not vary, or vary by a fixed pattern.",
  },
  kalman_trend: {
    buy: "The filtered trend rises, by {{slope_pct}} % a candle, {{strength}} standard deviations of the estimate (threshold {{threshold}}); volatility is {{vol_ratio}} times the usual (limit {{max_vol_ratio}}).",
    sell: "The filtered trend falls, {{slope_pct}} % a candle, {{strength}} standard deviations of the estimate (threshold {{threshold}}); volatility is {{vol_ratio}} times the usual (limit {{max_vol_ratio}}).",
    hold: "The filtered trend moves by {{slope_pct}} % a candle, {{strength}} standard deviations of the estimate, which is within the threshold {{threshold}}.",
    gate: "The trend is strong enough ({{strength}} standard deviations), but volatility is {{vol_ratio}} times the usual, above the limit {{max_vol_ratio}}.",
    still: "The market did not move: there is no trend to measure.",
  },
  ou_reversion: {
    buy: "The last return lies {{z}} standard deviations from its mean (entry at {{entry_z}}) and the price below the level {{mean}} it reverts to, with a half-life of {{half_life}} candles; volatility is {{vol_ratio}} times the usual (limit {{max_vol_ratio}}).",
    sell: "The last return lies {{z}} standard deviations from its mean (entry at {{entry_z}}) and the price above the level {{mean}} it reverts to, with a half-life of {{half_life}} candles; volatility is {{vol_ratio}} times the usual (limit {{max_vol_ratio}}).",
    hold: "The last return lies {{z}} standard deviations from its mean, which is not beyond the entry at {{entry_z}}.",
    no_reversion:
      "The last return is extreme ({{z}} standard deviations), but the price is not on the far side of a level it reverts to with a half-life of at most {{max_half_life}} candles.",
    regime:
      "The last return is extreme ({{z}} standard deviations), but volatility is {{vol_ratio}} times the usual, above the limit {{max_vol_ratio}}.",
  },
  script: {
    buy: "The script says BUY at {{close}}.",
    sell: "The script says SELL at {{close}}.",
    hold: "The script asks for nothing at {{close}}.",
  },
  practice: {
    buy: "Practice signal: it always says BUY, here at {{close}}, whatever the market does. It is for learning how a trade is made and no advice.",
  },
} as const;
