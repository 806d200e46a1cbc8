/** The watchlist: markets that come and go. */
export const tradeWatch = {
  old: "old",
  addMarket: "Add a market",
  moreOf: "More for {{symbol}}",
  unfollow: "Remove from the watchlist",
  noVenue: "No venue is connected",
  noVenueText: "Connect one; its prices need no key.",
  toConnections: "To the connections",
  findMarket: "Market of a connected venue",
  findMarketAs: "BTC, EUR, ETH/USD",
  foundMarkets: "Markets found",
  askingVenues: "The venues are being asked.",
  noneFound: "No connected venue lists that.",
  followed: "followed",
} as const;
