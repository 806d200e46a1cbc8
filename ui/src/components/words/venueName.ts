/** "coinbase" as a name: "Coinbase". `builtin` is what the market of the app itself is called. */
export const venueName = (venue: string, builtin: string) =>
  venue === "builtin" ? builtin : venue.charAt(0).toUpperCase() + venue.slice(1);
