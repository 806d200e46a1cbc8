import type { notices as source } from "../en/notices";
import type { Translated } from "../translated";

export const notices: Translated<typeof source> = {
  approval_waiting: "{{approval}} รอลงนาม",
  approval_expired: "{{approval}} หมดเวลาโดยไม่ได้ลงนาม ไม่มีการซื้อขาย",
  refused_by_risk: "กฎความเสี่ยงหยุด {{approval}}",
  post_only_ignored: "{{name}}: คำสั่งตลาดใช้ post-only ไม่ได้ จึงส่งโดยไม่มี",
  order_filled: "{{client_id}} ได้รับการจับคู่ {{quantity}} ที่ {{price}}",
  order_partly_filled: "{{client_id}} ได้รับการจับคู่ {{quantity}} ที่ {{price}} ส่วนที่เหลือยังทำงาน",
  order_cancelled: "{{client_id}} ถูกยกเลิก: {{reason}}",
  order_failed: "{{client_id}} ถูกปฏิเสธ: {{reason}}",
  order_unconfirmed: "ส่ง {{client_id}} แล้วยังไม่มีคำตอบ กำลังถามตลาดด้วยรหัสคำสั่ง ไม่มีการส่งซ้ำ",
  protecting: "กำลังส่งจุดตัดขาดทุนและเป้าหมายสำหรับ {{quantity}} ของ {{client_id}}",
  unprotected: "{{quantity}} ของ {{instrument}} ไม่มีจุดตัดขาดทุนที่ตลาด",
  exit_lapsed: "จะไม่ส่งคำสั่งปิด {{client_id}}: {{reason}}",
  paused: "หยุดชั่วคราว ไม่เปิดสถานะใหม่ แต่ยังปิดได้",
  resumed: "ทำงานต่อ เปิดสถานะได้แล้ว",
  killed: "หยุดฉุกเฉิน: กำลังยกเลิก {{cancelled}} คำสั่ง ปิด {{closing}} สถานะ",
  key_age: "คีย์ {{label}} ของ {{venue}} อายุ {{days}} วัน ขีดจำกัด {{limit}} เปลี่ยนคีย์",
};
