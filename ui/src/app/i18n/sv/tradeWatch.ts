import type { tradeWatch as source } from "../en/tradeWatch";
import type { Translated } from "../translated";

export const tradeWatch: Translated<typeof source> = {
  old: "gammal",
  addMarket: "Lägg till marknad",
  moreOf: "Mer för {{symbol}}",
  unfollow: "Ta bort från bevakningslistan",
  noVenue: "Ingen börs är ansluten",
  noVenueText: "Anslut en; priserna kräver ingen nyckel.",
  toConnections: "Till anslutningarna",
  findMarket: "Marknad på en ansluten börs",
  findMarketAs: "BTC, EUR, ETH/USD",
  foundMarkets: "Funna marknader",
  askingVenues: "Börserna tillfrågas.",
  noneFound: "Ingen ansluten börs har den.",
  followed: "följs",
};
