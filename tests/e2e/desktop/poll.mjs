// Waiting for a condition instead of for a time.

/** Asks `condition` until it answers something true; on time-out says what was waited for and what was seen last. */
export async function until(what, condition, { timeoutMs = 30_000, everyMs = 50 } = {}) {
  const deadline = Date.now() + timeoutMs;
  let seen;
  do {
    try {
      const answer = await condition();
      if (answer) return answer;
      seen = answer;
    } catch (error) {
      seen = error;
    }
    await new Promise((next) => setTimeout(next, everyMs));
  } while (Date.now() < deadline);
  throw new Error(`waited ${timeoutMs} ms for ${what}; last seen: ${seen instanceof Error ? seen.message : String(seen)}`);
}
