// The sizes, themes and languages in which each screen is looked at.

const view = (width, height, look) => ({ width, height, ...look });
const look = (theme, language, rest = {}) => ({ theme, language, ...rest });

/** For the screens of the design's pictures. */
export const VIEWS = [
  view(1440, 900, look("dark", "en")),
  view(1440, 900, look("light", "en")),
  view(1440, 900, look("dark", "th")),
  view(1280, 800, look("light", "th")),
  view(1280, 800, look("dark", "sv")),
  view(1440, 900, look("dark", "en", { high_contrast: true })),
  view(2560, 1440, look("dark", "en")),
];

/** For their dialogs and empty states: where text is longest and where lines are tallest. */
export const FEW_VIEWS = [
  view(1440, 900, look("dark", "en")),
  view(1280, 800, look("light", "sv")),
  view(1280, 800, look("dark", "th")),
];

/** The name of a picture: screen, theme, language where it is not English, size. */
export function pictureName(screen, { theme, language, width, height, high_contrast: contrast }) {
  const words = [screen, theme, contrast && "contrast", language === "en" ? undefined : language, `${width}x${height}`];
  return `${words.filter(Boolean).join("-")}.png`;
}
