//! Reports: SVG and PNG pictures, HTML, CSV, JSON.
