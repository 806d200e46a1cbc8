// Finds text that is cut off, spills out of its box or lies outside the window. Runs in the page.

/**
 * `[{ text, where, why }]`. What may scroll says so by the attribute `data-scrolls`; everything else must show its text.
 * Tolerance: 1 px sideways, 3 px in height (a font's box is taller than its line).
 */
export function clippedText() {
  const found = [];
  const [SIDE, HEIGHT] = [1, 3];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();

  const place = (element) => {
    const testId = element.closest("[data-testid]")?.getAttribute("data-testid");
    const name = element.tagName.toLowerCase();
    return testId ? `${name} in ${testId}` : `${name}.${String(element.className).split(" ").slice(0, 3).join(".")}`;
  };
  const hidden = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return true;
    const box = element.getBoundingClientRect();
    return box.width <= 1 || box.height <= 1; // read aloud only
  };
  const beyond = (text, box) => {
    if (text.right > box.right + SIDE || text.left < box.left - SIDE) return "sideways";
    if (text.bottom > box.bottom + HEIGHT || text.top < box.top - HEIGHT) return "in height";
    return undefined;
  };
  const clips = (style) => style.overflowX !== "visible" || style.overflowY !== "visible";
  const report = (node, element, why) => found.push({ text: node.textContent.trim().slice(0, 60), where: place(element), why });

  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const owner = node.parentElement;
    if (!node.textContent.trim() || owner.closest("script, style, noscript, [data-scrolls], svg") || hidden(owner)) continue;
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (text.width === 0) continue;
    const outside = beyond(text, { left: 0, top: 0, right: innerWidth, bottom: innerHeight });
    if (outside) {
      report(node, owner, `outside the window ${outside}`);
      continue;
    }
    for (let box = owner; box && box !== document.documentElement; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.display.startsWith("inline") && !style.display.includes("-")) continue;
      const away = beyond(text, box.getBoundingClientRect());
      if (away && (box === owner || clips(style))) {
        report(node, box, `${clips(style) ? "cut off" : "spills over"} ${away}`);
        break;
      }
    }
  }
  return found;
}
