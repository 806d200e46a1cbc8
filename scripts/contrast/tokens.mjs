// The colour tokens of each theme, read from the style sheet the pages use.

const BLOCK = /([^{}]+)\{([^{}]*)\}/g;
const COLOUR = /--([\w-]+):\s*oklch\(([\d.]+)\s+([\d.]+)\s+([\d.]+)(?:\s*\/\s*([\d.]+))?\)/g;

function block(css, selector) {
  const tokens = {};
  for (const [, selectors, body] of css.matchAll(BLOCK)) {
    if (!selectors.split(",").some((one) => one.trim() === selector)) continue;
    for (const [, name, l, c, h, alpha] of body.matchAll(COLOUR)) {
      tokens[name] = { l: Number(l), c: Number(c), h: Number(h), alpha: Number(alpha ?? 1) };
    }
  }
  return tokens;
}

/** `{ theme name: { token: colour } }` for light and dark, plain and high contrast, both direction palettes. */
export function themes(source) {
  const css = source.replaceAll(/\/\*[\s\S]*?\*\//g, "");
  const stack = (...selectors) => Object.assign({}, ...selectors.map((selector) => block(css, selector)));
  const redGreen = '[data-direction="red-green"]';
  const darkStack = [":root", ".dark"];
  const high = ".contrast:not(.dark)";
  return {
    light: stack(":root"),
    dark: stack(...darkStack),
    "light contrast": stack(":root", high),
    "dark contrast": stack(...darkStack, ".dark.contrast"),
    "light red-green": stack(":root", redGreen),
    "dark red-green": stack(...darkStack, `.dark${redGreen}`),
    "light contrast red-green": stack(":root", redGreen, high, `${high}${redGreen}`),
    "dark contrast red-green": stack(...darkStack, `.dark${redGreen}`, ".dark.contrast", `.dark.contrast${redGreen}`),
  };
}
