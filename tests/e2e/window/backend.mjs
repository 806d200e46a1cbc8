// The page's own way to Rust, used to bring the window into a state; what is tested is clicked instead.

// An answer with a key named `error` would be taken for the driver's own failure.
/** Calls a command as the page would: its value, or an Error that carries the backend's code. */
export async function invoke(browser, command, args = {}) {
  const answer = await browser.executeAsync(
    (name, values, done) => {
      window.__TAURI_INTERNALS__.invoke(name, values).then(
        (value) => done({ value }),
        (error) => done({ refused: typeof error === "object" ? error : { code: "unknown", message: String(error) } }),
      );
    },
    command,
    args,
  );
  if (!answer.refused) return answer.value;
  throw Object.assign(new Error(`${command}: ${answer.refused.code}: ${answer.refused.message}`), answer.refused);
}

/** Calls a command that must be refused, and returns the refusal: `{ code, message, details }`. */
export async function refusalOf(browser, command, args = {}) {
  try {
    await invoke(browser, command, args);
  } catch (error) {
    if (error.code) return { code: error.code, message: error.message, details: error.details };
    throw error;
  }
  throw new Error(`${command} was not refused`);
}
