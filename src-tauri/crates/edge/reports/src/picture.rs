//! Pictures as lists of marks, before anything is painted.

pub(crate) mod curve;
pub(crate) mod distribution;
pub(crate) mod drawdown;
pub(crate) mod equity;
pub(crate) mod heatmap;
pub(crate) mod paint;
pub(crate) mod surface;
pub(crate) mod sweep_map;
mod sweep_profile;
pub(crate) mod walk;
pub(crate) mod walk_windows;

use crate::palette::Rgb;

/// Which end of a text stands at its position; vertically it is centred on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// One thing to paint. Positions and sizes are in pixels of the picture's own size, origin top left.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    Rect { x: f64, y: f64, width: f64, height: f64, fill: Rgb, alpha: f64 },
    Line { points: Vec<(f64, f64)>, color: Rgb, width: f64 },
    Area { points: Vec<(f64, f64)>, fill: Rgb, alpha: f64 },
    Text { x: f64, y: f64, text: String, size: f64, color: Rgb, anchor: Anchor, bold: bool },
}

/// A picture of `width` by `height` pixels; `title` says what it shows to those who do not see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub title: String,
    pub marks: Vec<Mark>,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    pub size: f64,
    pub color: Rgb,
    pub anchor: Anchor,
    pub bold: bool,
}

impl Type {
    pub fn axis(color: Rgb, anchor: Anchor) -> Self {
        Self { size: 11.0, color, anchor, bold: false }
    }
}

impl Picture {
    pub(crate) fn new(width: u32, height: u32, title: impl Into<String>, background: Rgb) -> Self {
        let mut picture = Self { width, height, title: title.into(), marks: Vec::new() };
        // Beyond the edges, since plotters leaves the last row and column of a filled rectangle out.
        picture.rect((-1.0, -1.0), (f64::from(width) + 2.0, f64::from(height) + 2.0), background, 1.0);
        picture
    }

    pub(crate) fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), fill: Rgb, alpha: f64) {
        self.marks.push(Mark::Rect { x, y, width, height, fill, alpha });
    }

    pub(crate) fn line(&mut self, points: Vec<(f64, f64)>, color: Rgb, width: f64) {
        self.marks.push(Mark::Line { points, color, width });
    }

    pub(crate) fn area(&mut self, points: Vec<(f64, f64)>, fill: Rgb, alpha: f64) {
        self.marks.push(Mark::Area { points, fill, alpha });
    }

    pub(crate) fn text(&mut self, (x, y): (f64, f64), text: impl Into<String>, look: Type) {
        let Type { size, color, anchor, bold } = look;
        self.marks.push(Mark::Text { x, y, text: text.into(), size, color, anchor, bold });
    }

    /// A vertical line of dashes.
    pub(crate) fn dashes(&mut self, x: f64, (top, bottom): (f64, f64), color: Rgb) {
        let mut y = top;
        while y < bottom {
            self.line(vec![(x, y), (x, (y + 4.0).min(bottom))], color, 1.0);
            y += 7.0;
        }
    }

    /// Headline at the left, quiet words after it.
    pub(crate) fn headline(&mut self, x: f64, title: &str, aside: &str, p: &crate::palette::Palette) {
        let bold = Type { size: 14.0, color: p.foreground, anchor: Anchor::Start, bold: true };
        self.text((x, 24.0), title, bold);
        let quiet = Type { size: 12.0, color: p.muted_foreground, anchor: Anchor::Start, bold: false };
        self.text((x + text_width(title, 14.0) + 14.0, 24.0), aside, quiet);
    }
}

/// Width of a text in Plex Sans, near enough to leave room: digits are 0.6 em, letters a little less.
pub(crate) fn text_width(text: &str, size: f64) -> f64 {
    let em = |c: char| match c {
        '\u{2009}' => 0.2,
        ' ' | '.' | ',' | ':' | 'i' | 'l' | 'j' | 't' | 'f' | 'r' => 0.32,
        'm' | 'w' | 'M' | 'W' | '%' => 0.9,
        '0'..='9' | '+' | '\u{2212}' | 'A'..='Z' => 0.62,
        _ => 0.56,
    };
    text.chars().map(em).sum::<f64>() * size
}
