import type { kill as source } from "../en/kill";
import type { Translated } from "../translated";

export const kill: Translated<typeof source> = {
  title: "หยุดฉุกเฉิน",
  asOf: "จำนวน ณ {{time}}",
  pause: "หยุดเปิดสถานะใหม่",
  pauseText: "ไม่มีกลยุทธ์หรือใครเปิดสถานะใหม่ จุดตัดขาดทุน เป้าหมาย และการปิดสถานะทำงานต่อ",
  cancel: "ยกเลิกคำสั่งที่ค้าง",
  cancelText: "ระดับ 1 และยกเลิกคำสั่งที่ค้าง: {{orders}} จุดตัดขาดทุนของสถานะที่เปิดอยู่ยังคงเดิม",
  flatten: "ปิดทุกสถานะ",
  flattenText: "ระดับ 2 และปิดสถานะที่ราคาตลาด: {{positions}} ประมาณ {{notional}} จุดตัดขาดทุนถูกถอนทีหลังสุด",
  back: "กลับ",
  doPause: "หยุดตอนนี้",
  doCancel: "กดค้างเพื่อยกเลิก {{orders}}",
  doFlatten: "ปิด {{positions}}",
  word: "FLATTEN",
  type: "พิมพ์ {{word}}",
  orders_one: "{{count}} คำสั่ง",
  orders_other: "{{count}} คำสั่ง",
  positions_one: "{{count}} สถานะ",
  positions_other: "{{count}} สถานะ",
  noCounts: "ไม่มีจำนวนให้ดู แต่ปุ่มยังทำงาน",
};
