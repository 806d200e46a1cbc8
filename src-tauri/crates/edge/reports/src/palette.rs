//! The colours of the design's tokens as sRGB.

/// Which of the two looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

/// `0xRRGGBB`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u32);

impl Rgb {
    pub(crate) fn parts(self) -> (u8, u8, u8) {
        let [_, r, g, b] = self.0.to_be_bytes();
        (r, g, b)
    }

    pub(crate) fn css(self) -> String {
        format!("#{:06x}", self.0)
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let (r, g, b) = self.parts();
        let linear = |v: u8| {
            let v = f64::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2).
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// Tokens by their names; `heat` runs from loss (`n4`) over `0` to gain (`p4`), `seq` from none to most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Palette {
    pub background: Rgb,
    pub foreground: Rgb,
    pub card: Rgb,
    pub muted_foreground: Rgb,
    pub border: Rgb,
    pub border_strong: Rgb,
    pub secondary: Rgb,
    pub up: Rgb,
    pub down: Rgb,
    pub warn: Rgb,
    pub chart_grid: Rgb,
    pub chart_1: Rgb,
    pub heat: [Rgb; 9],
    pub seq: [Rgb; 6],
    pub heat_ink_light: Rgb,
    pub heat_ink_dark: Rgb,
}

const fn ramp<const N: usize>(values: [u32; N]) -> [Rgb; N] {
    let mut out = [Rgb(0); N];
    let mut i = 0;
    while i < N {
        out[i] = Rgb(values[i]);
        i += 1;
    }
    out
}

const LIGHT: Palette = Palette {
    background: Rgb(0xf1f5f3),
    foreground: Rgb(0x162021),
    card: Rgb(0xfbfcfc),
    muted_foreground: Rgb(0x4e595a),
    border: Rgb(0xd4dbd9),
    border_strong: Rgb(0xb4bdbb),
    secondary: Rgb(0xe6ebe9),
    up: Rgb(0x005bb0),
    down: Rgb(0xa84e13),
    warn: Rgb(0x815c00),
    chart_grid: Rgb(0xe7ecea),
    chart_1: Rgb(0x087b62),
    heat: ramp([0xb45018, 0xd27830, 0xe6a96d, 0xefd5b1, 0xedf1f0, 0xbedaf2, 0x80b3e5, 0x3d84cf, 0x0051a7]),
    seq: ramp([0xedf1f0, 0xbdddda, 0x86c2ba, 0x53a394, 0x277f6c, 0x165746]),
    heat_ink_light: Rgb(0xffffff),
    heat_ink_dark: Rgb(0x0e1818),
};

const DARK: Palette = Palette {
    background: Rgb(0x090e0e),
    foreground: Rgb(0xe5ebea),
    card: Rgb(0x0f1415),
    muted_foreground: Rgb(0xa1acac),
    border: Rgb(0x212728),
    border_strong: Rgb(0x373f3f),
    secondary: Rgb(0x1f2626),
    up: Rgb(0x5fb0f6),
    down: Rgb(0xf19c4a),
    warn: Rgb(0xefcf53),
    chart_grid: Rgb(0x161b1c),
    chart_1: Rgb(0x57d8b4),
    heat: ramp([0xffb962, 0xdc873f, 0xa15c2d, 0x663c23, 0x202626, 0x264568, 0x2f6aa7, 0x489be4, 0x95d7ff]),
    seq: ramp([0x202626, 0x243f3a, 0x2c6054, 0x398975, 0x4ebb9d, 0x85f0c9]),
    heat_ink_light: Rgb(0xf2f6f6),
    heat_ink_dark: Rgb(0x060f10),
};

impl Palette {
    pub const fn of(theme: Theme) -> Self {
        match theme {
            Theme::Light => LIGHT,
            Theme::Dark => DARK,
        }
    }

    /// The ink that reads better on `cell`.
    pub fn ink_on(&self, cell: Rgb) -> Rgb {
        let (light, dark) = (self.heat_ink_light, self.heat_ink_dark);
        if light.contrast(cell) >= dark.contrast(cell) { light } else { dark }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn figures_on_every_cell_reach_four_and_a_half() {
        for theme in [Theme::Light, Theme::Dark] {
            let p = Palette::of(theme);
            for cell in p.heat.into_iter().chain(p.seq) {
                let contrast = p.ink_on(cell).contrast(cell);
                assert!(contrast >= 4.5, "{theme:?} {}: {contrast:.2}", cell.css());
            }
            for text in [p.foreground, p.muted_foreground, p.up, p.down, p.chart_1] {
                assert!(text.contrast(p.card) >= 4.5, "{theme:?} {}", text.css());
            }
        }
    }
    /// Oklch (Ottosson 2020) to sRGB.
    fn srgb(lightness: f64, chroma: f64, hue: f64) -> Rgb {
        let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
        let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        let linear = [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ];
        let encode = |v: f64| if v <= 0.003_130_8 { 12.92 * v } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
        let byte = |v: f64| (encode(v.max(0.0)) * 255.0).round().clamp(0.0, 255.0) as u32;
        Rgb(byte(linear[0]) << 16 | byte(linear[1]) << 8 | byte(linear[2]))
    }

    #[test]
    fn the_colours_are_those_of_the_tokens() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../../shared/design/tokens.css");
        let Ok(css) = std::fs::read_to_string(path) else {
            eprintln!("skipped: {path} is absent");
            return;
        };
        for (theme, selector) in [(Theme::Light, ":root {"), (Theme::Dark, ".dark {")] {
            let block = css.split_once(selector).unwrap().1.split_once("\n}").unwrap().0;
            let token = |name: &str| {
                let value =
                    block.split_once(&format!("--{name}: oklch(")).unwrap().1.split_once(')').unwrap().0;
                let v: Vec<f64> = value.split(' ').map(|n| n.parse().unwrap()).collect();
                srgb(v[0], v[1], v[2])
            };
            let p = Palette::of(theme);
            let named = [
                (p.background, "background"),
                (p.foreground, "foreground"),
                (p.card, "card"),
                (p.muted_foreground, "muted-foreground"),
                (p.border, "border"),
                (p.border_strong, "border-strong"),
                (p.secondary, "secondary"),
                (p.up, "up"),
                (p.down, "down"),
                (p.warn, "warn"),
                (p.chart_grid, "chart-grid"),
                (p.chart_1, "chart-1"),
                (p.heat_ink_light, "heat-ink-light"),
                (p.heat_ink_dark, "heat-ink-dark"),
            ];
            let heat = ["n4", "n3", "n2", "n1", "0", "p1", "p2", "p3", "p4"].map(|s| format!("heat-{s}"));
            let seq = (0..6).map(|i| format!("seq-{i}"));
            let ramps = p.heat.into_iter().chain(p.seq).zip(heat.into_iter().chain(seq));
            for (ours, name) in named.map(|(c, n)| (c, n.to_owned())).into_iter().chain(ramps) {
                assert_eq!(ours.css(), token(&name).css(), "{theme:?} {name}");
            }
        }
    }
}
