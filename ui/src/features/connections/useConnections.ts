import { commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";

/** Every venue there is, connected or not; the built-in market first. Ages and budgets move without a word. */
export const useConnections = () =>
  useDeskQuery("connections", ["list"], () => commands.connections(), { everyMs: 2000 });
