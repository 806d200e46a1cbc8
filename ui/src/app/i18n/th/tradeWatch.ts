import type { tradeWatch as source } from "../en/tradeWatch";
import type { Translated } from "../translated";

export const tradeWatch: Translated<typeof source> = {
  old: "เก่า",
  addMarket: "เพิ่มสัญลักษณ์",
  moreOf: "เพิ่มเติมสำหรับ {{symbol}}",
  unfollow: "นำออกจากรายการเฝ้าดู",
  noVenue: "ยังไม่ได้เชื่อมต่อตลาดใด",
  noVenueText: "เชื่อมต่อก่อน ดูราคาไม่ต้องใช้คีย์",
  toConnections: "ไปที่การเชื่อมต่อ",
  findMarket: "สัญลักษณ์ของตลาดที่เชื่อมต่อ",
  findMarketAs: "BTC, EUR, ETH/USD",
  foundMarkets: "สัญลักษณ์ที่พบ",
  askingVenues: "กำลังสอบถามตลาด",
  noneFound: "ไม่มีตลาดที่เชื่อมต่อใดมีสัญลักษณ์นี้",
  followed: "ติดตามอยู่",
};
