// A forger with an editor: changes one character of one chain entry where it lies in the database file.
import { readFileSync, writeFileSync } from "node:fs";

/**
 * Changes a hex digit of the `prev` of the newest entry of that kind, in every copy the file holds of it (a page that
 * was split keeps the old bytes). Returns the entry's number. The program must not be running.
 */
export function forgeEntry(database, kind) {
  const bytes = readFileSync(database);
  const text = bytes.toString("latin1");
  const entry = new RegExp(`"kind":"${kind}","prev":"([0-9a-f]{64})","seq":(\\d+),`, "g");
  const found = [...text.matchAll(entry)];
  if (found.length === 0) throw new Error(`${database} holds no entry of kind ${kind} in one piece`);
  const seq = Math.max(...found.map(([, , number]) => Number(number)));
  for (const match of found.filter(([, , number]) => Number(number) === seq)) {
    const at = match.index + match[0].indexOf(match[1]);
    bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30;
  }
  writeFileSync(database, bytes);
  return seq;
}
