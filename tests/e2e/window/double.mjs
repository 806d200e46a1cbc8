// A venue on this machine: `csign simulate`, on a port that stays the same when it is ended and started again.
import { join } from "node:path";
import { firstLine, start, stop } from "../desktop/children.mjs";
import { CSIGN, OUTPUT } from "./product.mjs";

/** Starts one: `{ venue, rest, ws, key, secret, control, stop, again }`. */
export async function openDouble(desktop, venue, { port = 0, seed = 7 } = {}) {
  const args = ["simulate", venue, "--port", String(port), "--seed", String(seed)];
  const log = join(OUTPUT, `double-${venue}.log`);
  const child = start(CSIGN, args, { env: desktop.env, log, stdio: ["ignore", "pipe"] });
  const told = JSON.parse(await Promise.race([firstLine(child.stdout), child.failed]));
  return {
    venue,
    ...told,
    /** Asks the double's own control routes: `control("keys", { withdraw: true })`. */
    async control(route, body) {
      const init = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      const answer = await fetch(`${told.rest}/__control/${route}`, init || undefined);
      if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    stop: () => stop(child, "SIGKILL"),
    again: () => openDouble(desktop, venue, { port: Number(new URL(told.rest).port), seed }),
  };
}
