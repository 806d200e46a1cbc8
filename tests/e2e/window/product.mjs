// Where the built programs lie.
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");

/** The repository's root. */
export const ROOT = root;
/** The desktop application, built by the dev profile unless COUNTERSIGN_BINARY names another (an installed one, say). */
export const APPLICATION = process.env.COUNTERSIGN_BINARY ?? join(target, "debug", "countersign");
/** The command line of the same build. */
export const CSIGN = process.env.CSIGN_BINARY ?? join(target, "debug", "csign");
/** What a run leaves behind: logs, pictures, page sources. */
export const OUTPUT = join(root, "build-output", "e2e");
