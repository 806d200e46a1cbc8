import { commands } from "~/backend/bindings";
import { useDeskQuery } from "~/backend/useDeskQuery";

/** Every venue there is, connected or not; the built-in market first. */
export const useConnections = () => useDeskQuery("connections", ["list"], () => commands.connections());
