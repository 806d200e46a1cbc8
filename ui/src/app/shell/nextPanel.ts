const FOCUSABLE = 'a[href],button:not([disabled]),input:not([disabled]),[tabindex="0"]';

/** Moves the focus to the first thing in the next panel, round the window. */
export function nextPanel(): void {
  const panels = [...document.querySelectorAll<HTMLElement>("nav, section[aria-labelledby]")];
  if (panels.length === 0) return;
  const here = panels.findIndex((p) => p.contains(document.activeElement));
  for (let step = 1; step <= panels.length; step++) {
    const target = panels[(here + step) % panels.length]?.querySelector<HTMLElement>(FOCUSABLE);
    if (!target) continue;
    target.focus();
    return;
  }
}
