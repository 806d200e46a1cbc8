import type { rules as source } from "../en/rules";
import type { Translated } from "../translated";

export const rules: Translated<typeof source> = {
  paused: "หยุดชั่วคราว",
  live_mode: "โหมดเงินจริง",
  price_stale: "อายุของราคา",
  price_collar: "ระยะห่างจากตลาด",
  price_band: "กรอบราคา",
  tick: "ขั้นราคา",
  lot: "ขั้นปริมาณ",
  below_min_quantity: "ปริมาณขั้นต่ำ",
  below_min_notional: "มูลค่าขั้นต่ำ",
  order_notional: "มูลค่าคำสั่ง",
  position_notional: "มูลค่าสถานะ",
  open_orders: "คำสั่งที่ค้างอยู่",
  trades_per_day: "จำนวนซื้อขายต่อวัน",
  daily_loss: "ขาดทุนวันนี้",
  drawdown: "ลดลงจากจุดสูงสุด",
  insufficient_balance: "เงินสดที่ใช้ได้",
  insufficient_holdings: "สินทรัพย์ที่ขายได้",
  stop_required: "ต้องมีจุดตัดขาดทุน",
  stop_side: "ด้านของจุดตัดขาดทุน",
  target_side: "ด้านของเป้าหมาย",
  trigger_side: "ด้านของราคากระตุ้น",
};
