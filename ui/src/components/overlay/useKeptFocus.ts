import { useCallback } from "react";

/**
 * For the element of an overlay: focus comes back to it when what had the focus was taken away or switched off, a form
 * that gave way to its result for one. Without it the keys would go to the page beneath or to a button that hears none
 * while it is off, and Escape would close nothing.
 */
export function useKeptFocus() {
  return useCallback((overlay: HTMLElement | null) => {
    if (!overlay) return;
    const observer = new MutationObserver(() => {
      const { activeElement, body } = overlay.ownerDocument;
      if (activeElement === null || activeElement === body || activeElement.matches(":disabled")) overlay.focus();
    });
    observer.observe(overlay, { childList: true, subtree: true, attributeFilter: ["disabled"] });
    return () => observer.disconnect();
  }, []);
}
