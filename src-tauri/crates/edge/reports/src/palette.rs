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
}
