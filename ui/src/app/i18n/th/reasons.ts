import type { reasons as source } from "../en/reasons";
import type { Translated } from "../translated";

export const reasons: Translated<typeof source> = {
  rsi_cross: {
    buy: "RSI({{length}}) ขึ้นจาก {{before}} เป็น {{rsi}} กลับขึ้นเหนือระดับขายมากเกินไป {{oversold}}",
    sell: "RSI({{length}}) ลงจาก {{before}} เป็น {{rsi}} กลับลงต่ำกว่าระดับซื้อมากเกินไป {{overbought}}",
    hold: "RSI({{length}}) เปลี่ยนจาก {{before}} เป็น {{rsi}} ไม่ได้ตัด {{oversold}} ขึ้นหรือ {{overbought}} ลง",
  },
  ema_cross: {
    buy: "EMA({{fast}}) ที่ {{fast_ema}} ตัดขึ้นเหนือ EMA({{slow}}) ที่ {{slow_ema}}",
    sell: "EMA({{fast}}) ที่ {{fast_ema}} ตัดลงใต้ EMA({{slow}}) ที่ {{slow_ema}}",
    hold: "EMA({{fast}}) ที่ {{fast_ema}} และ EMA({{slow}}) ที่ {{slow_ema}} ไม่ได้ตัดกันในแท่งนี้",
  },
  ema_rsi_atr: {
    buy: "แนวโน้มขึ้น (EMA({{fast}}) {{fast_ema}} เหนือ EMA({{slow}}) {{slow_ema}}) และ RSI({{rsi_length}}) ที่ {{rsi}} อยู่ระหว่าง {{midline}} กับระดับซื้อมากเกินไป {{limit}}",
    sell: "แนวโน้มลง (EMA({{fast}}) {{fast_ema}} ใต้ EMA({{slow}}) {{slow_ema}}) และ RSI({{rsi_length}}) ที่ {{rsi}} อยู่ระหว่าง {{midline}} กับระดับขายมากเกินไป {{limit}}",
    hold: "แนวโน้ม (EMA({{fast}}) {{fast_ema}}, EMA({{slow}}) {{slow_ema}}) กับ RSI({{rsi_length}}) ที่ {{rsi}} ไม่สอดคล้องกัน",
    earlier:
      "แนวโน้ม (EMA({{fast}}) {{fast_ema}}, EMA({{slow}}) {{slow_ema}}) กับ RSI({{rsi_length}}) ที่ {{rsi}} สอดคล้องกัน และเป็นมาตั้งแต่แท่งก่อน สัญญาณออกไปแล้วตอนที่เริ่มสอดคล้อง",
  },
  mean_reversion: {
    buy: "ราคาปิด {{close}} ลงมาห่าง {{z}} ส่วนเบี่ยงเบนมาตรฐานจากค่าเฉลี่ย {{mean}} ของ {{length}} แท่ง (แท่งก่อน {{before}}) พ้นจุดเข้าที่ {{entry_z}} ใต้ค่าเฉลี่ย",
    sell: "ราคาปิด {{close}} กลับมาห่าง {{z}} ส่วนเบี่ยงเบนมาตรฐานจากค่าเฉลี่ย {{mean}} ของ {{length}} แท่ง (แท่งก่อน {{before}}) พ้นจุดออกที่ {{exit_z}}",
    hold: "ราคาปิด {{close}} ห่าง {{z}} ส่วนเบี่ยงเบนมาตรฐานจากค่าเฉลี่ย {{mean}} ของ {{length}} แท่ง ในแท่งนี้ไม่ได้ผ่านทั้งจุดเข้าที่ {{entry_z}} ใต้ค่าเฉลี่ยและจุดออกที่ {{exit_z}}",
  },
  breakout: {
    buy: "ราคาปิด {{close}} ขึ้นเหนือ {{upper}} ซึ่งเป็นราคาสูงสุดของ {{length}} แท่งก่อนหน้า",
    sell: "ราคาปิด {{close}} ลงใต้ {{lower}} ซึ่งเป็นราคาต่ำสุดของ {{length}} แท่งก่อนหน้า",
    hold: "ราคาปิด {{close}} อยู่ในช่วงราคาของ {{length}} แท่งก่อนหน้า {{lower}} ถึง {{upper}}",
  },
  vwap: {
    buy: "ราคาปิด {{close}} ขึ้นพ้นแถบ {{band_pct}} % รอบ VWAP({{length}}) ที่ {{vwap}} โดยห่าง {{distance_pct}} %",
    sell: "ราคาปิด {{close}} ลงพ้นแถบ {{band_pct}} % รอบ VWAP({{length}}) ที่ {{vwap}} โดยห่าง {{distance_pct}} %",
    hold: "ราคาปิด {{close}} ห่างจาก VWAP({{length}}) ที่ {{vwap}} อยู่ {{distance_pct}} % และไม่ได้ออกจากแถบ {{band_pct}} % ในแท่งนี้",
    no_volume: "ไม่มีการซื้อขายใน {{length}} แท่งล่าสุด จึงไม่มีราคาเฉลี่ยถ่วงปริมาณ",
  },
  ar_forecast: {
    buy: "AR({{order}}) จากราคาปิด {{window}} แท่งล่าสุดคาดผลตอบแทน {{expected_return_pct}} % ใน {{steps}} แท่ง มากกว่าเกณฑ์ {{threshold_pct}} %",
    sell: "AR({{order}}) จากราคาปิด {{window}} แท่งล่าสุดคาดผลตอบแทน {{expected_return_pct}} % ใน {{steps}} แท่ง ลดลงเกินเกณฑ์ {{threshold_pct}} %",
    hold: "AR({{order}}) จากราคาปิด {{window}} แท่งล่าสุดคาดผลตอบแทน {{expected_return_pct}} % ใน {{steps}} แท่ง ยังไม่เกินเกณฑ์ {{threshold_pct}} %",
    undetermined: "ราคาปิด {{window}} แท่งล่าสุดไม่พอกำหนด AR({{order}}) เพราะไม่เปลี่ยนแปลงหรือเปลี่ยนแบบตายตัว",
  },
  kalman_trend: {
    buy: "แนวโน้มที่กรองแล้วขึ้น {{slope_pct}} % ต่อแท่ง เท่ากับ {{strength}} ส่วนเบี่ยงเบนมาตรฐานของค่าประมาณ (เกณฑ์ {{threshold}}) ความผันผวนเป็น {{vol_ratio}} เท่าของปกติ (ขีดจำกัด {{max_vol_ratio}})",
    sell: "แนวโน้มที่กรองแล้วลง {{slope_pct}} % ต่อแท่ง เท่ากับ {{strength}} ส่วนเบี่ยงเบนมาตรฐานของค่าประมาณ (เกณฑ์ {{threshold}}) ความผันผวนเป็น {{vol_ratio}} เท่าของปกติ (ขีดจำกัด {{max_vol_ratio}})",
    hold: "แนวโน้มที่กรองแล้วเคลื่อน {{slope_pct}} % ต่อแท่ง เท่ากับ {{strength}} ส่วนเบี่ยงเบนมาตรฐานของค่าประมาณ ยังไม่เกินเกณฑ์ {{threshold}}",
    gate: "แนวโน้มแรงพอ ({{strength}} ส่วนเบี่ยงเบนมาตรฐาน) แต่ความผันผวนเป็น {{vol_ratio}} เท่าของปกติ เกินขีดจำกัด {{max_vol_ratio}}",
    still: "ตลาดไม่เคลื่อนไหว ไม่มีแนวโน้มให้วัด",
  },
  ou_reversion: {
    buy: "ผลตอบแทนล่าสุดห่างจากค่าเฉลี่ย {{z}} ส่วนเบี่ยงเบนมาตรฐาน (เข้าเมื่อ {{entry_z}}) ราคาอยู่ต่ำกว่าระดับ {{mean}} ที่มักกลับไป ครึ่งชีวิต {{half_life}} แท่ง ความผันผวนเป็น {{vol_ratio}} เท่าของปกติ (ขีดจำกัด {{max_vol_ratio}})",
    sell: "ผลตอบแทนล่าสุดห่างจากค่าเฉลี่ย {{z}} ส่วนเบี่ยงเบนมาตรฐาน (เข้าเมื่อ {{entry_z}}) ราคาอยู่สูงกว่าระดับ {{mean}} ที่มักกลับไป ครึ่งชีวิต {{half_life}} แท่ง ความผันผวนเป็น {{vol_ratio}} เท่าของปกติ (ขีดจำกัด {{max_vol_ratio}})",
    hold: "ผลตอบแทนล่าสุดห่างจากค่าเฉลี่ย {{z}} ส่วนเบี่ยงเบนมาตรฐาน ยังไม่เกินจุดเข้า {{entry_z}}",
    no_reversion:
      "ผลตอบแทนล่าสุดสุดขั้ว ({{z}} ส่วนเบี่ยงเบนมาตรฐาน) แต่ราคาไม่ได้อยู่อีกด้านของระดับที่มักกลับไปด้วยครึ่งชีวิตไม่เกิน {{max_half_life}} แท่ง",
    regime:
      "ผลตอบแทนล่าสุดสุดขั้ว ({{z}} ส่วนเบี่ยงเบนมาตรฐาน) แต่ความผันผวนเป็น {{vol_ratio}} เท่าของปกติ เกินขีดจำกัด {{max_vol_ratio}}",
  },
  script: {
    buy: "สคริปต์บอกให้ซื้อที่ {{close}}",
    sell: "สคริปต์บอกให้ขายที่ {{close}}",
    hold: "สคริปต์ไม่ขออะไรที่ {{close}}",
  },
  practice: {
    buy: "สัญญาณฝึกหัด: บอกให้ซื้อเสมอ ครั้งนี้ที่ {{close}} ไม่ว่าตลาดเป็นอย่างไร ใช้เรียนรู้ขั้นตอนการซื้อขาย ไม่ใช่คำแนะนำ",
  },
};
