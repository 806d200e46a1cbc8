declare global {
  interface Window {
    /** Everything that went wrong in the page and was not handled; empty in a healthy window. */
    __errors: string[];
  }
}

/** Collects what the page did not handle, for tests of the real window. Call once, first of all. */
export function collectPageErrors(): void {
  window.__errors ??= [];
  window.addEventListener("error", (event) => window.__errors.push(event.message));
  window.addEventListener("unhandledrejection", (event) => {
    const { reason } = event;
    window.__errors.push(reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason));
  });
}
