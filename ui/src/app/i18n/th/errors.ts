import type { errors as source } from "../en/errors";
import type { Translated } from "../translated";

export const errors: Translated<typeof source> = {
  unknown: "{{message}}",
  no_backend: "โต๊ะซื้อขายไม่ตอบ หน้าต่างถูกเปิดนอกโปรแกรม",
  starting: "โต๊ะซื้อขายกำลังเปิด ลองใหม่อีกครู่",
  signed_out: "ยังไม่มีใครเข้าสู่ระบบ เข้าสู่ระบบก่อน",
  wrong_passphrase: "ชื่อกับรหัสผ่านไม่ตรงกัน ผิดห้าครั้งชื่อจะถูกล็อกชั่วคราว",
  throttled: "รหัสผ่านผิดหลายครั้ง ลองใหม่ได้ในอีก {{seconds}} วินาที",
  short_passphrase: "รหัสผ่านมี {{length}} ตัวอักษร ต้องมีอย่างน้อย {{limit}}",
  bad_name: "ชื่อมี 1 ถึง 40 ตัวอักษร ไม่มีช่องว่างและเครื่องหมายทวิภาค",
  user_exists: "มีผู้ใช้ {{user}} แล้ว เลือกชื่ออื่น",
  unknown_user: "ไม่มีผู้ใช้ {{user}}",
  vault_locked: "กุญแจหลักถูกล็อกบนเครื่องนี้ ผู้ดูแลต้องเข้าสู่ระบบก่อน",
  already_set_up: "มีผู้ดูแลแล้ว ให้เข้าสู่ระบบแทน",
  no_candles: "ไม่มีแท่งเทียนของตลาดนั้นในช่วงเวลานั้น ขยายช่วงเวลา หรือนำเข้าไฟล์",
  empty_period: "ช่วงเวลานี้ว่างเปล่า เลือกช่วงอื่น",
  unknown_time_zone: "{{zone}} ไม่ใช่เขตเวลา ใช้ชื่อแบบ IANA เช่น Europe/Stockholm",
  not_found: "ไม่มีการทดสอบย้อนหลัง {{backtest}} รันใหม่อีกครั้ง",
  export: "เขียน {{path}} ไม่ได้ เลือกที่อื่น",
  strategy: { too_few_candles: "ช่วงเวลาสั้นเกินไปสำหรับกลยุทธ์นี้ {{message}}" },
  statement_differs: "สิ่งที่แสดงไม่ตรงกับสิ่งที่จะลงนาม ตรวจดูอีกครั้ง",
};
