import type { palette as source } from "../en/palette";
import type { Translated } from "../translated";

export const palette: Translated<typeof source> = {
  title: "พาเลตต์คำสั่ง",
  placeholder: "ต้องการทำอะไร",
  nothing: "ไม่พบชื่อนี้",
  goTo: "ไปที่",
  always: "เรียกได้เสมอ",
  look: "รูปลักษณ์",
  kill: "หยุดฉุกเฉิน",
  killNote: "แสดงสามระดับก่อนลงมือ",
  pause: "หยุดเปิดสถานะใหม่",
  resume: "เปิดสถานะใหม่ได้อีกครั้ง",
  shortcuts: "แสดงแป้นลัด",
  light: "ธีมสว่าง",
  dark: "ธีมมืด",
  choose: "เลือก",
  doIt: "ทำเลย",
  askAgain: "คำสั่งเรื่องเงินจะถามซ้ำเสมอ",
};
