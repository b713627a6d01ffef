//! Counts by county as dots on a schematic map (示意图), with the same as a list. Drawn on the server:
//! no tiles, no script, nothing asked of anybody else.

use std::{collections::HashMap, fmt::Write as _, sync::LazyLock};

use kernel::region::{self, Region, RegionLevel};
use minijinja::{Error, Value, context};
use serde::Deserialize;

/// Units of the drawing for a degree of latitude.
const SCALE: f64 = 100.0;
/// What a degree of longitude is of one of latitude, at 31.2° north.
const SHRINK: f64 = 0.8554;
/// The upper left corner of the drawing, in degrees.
const CORNER: (f64, f64) = (116.0, 35.4);
/// The lower right corner, in degrees.
const END: (f64, f64) = (123.1, 26.9);
/// A part is never drawn larger than this many units wide.
const LEAST_WIDTH: f64 = 60.0;
/// So many of the largest dots are named at most.
const NAMED: usize = 14;

/// Longitudes and latitudes of lines, closed or open.
type Lines = Vec<Vec<(f64, f64)>>;

#[derive(Deserialize)]
struct Outline {
    land: Lines,
    borders: Lines,
    lakes: Lines,
}

/// The background, as paths.
struct Background {
    land: String,
    borders: String,
    lakes: String,
}

static BACKGROUND: LazyLock<Background> = LazyLock::new(|| {
    let text = include_str!("../../../frontend/site/parts/outline.json");
    let outline: Outline = serde_json::from_str(text).expect("the outline is part of the program");
    Background {
        land: path(&outline.land, "Z"),
        borders: path(&outline.borders, ""),
        lakes: path(&outline.lakes, "Z"),
    }
});

/// A place on the drawing.
fn place((longitude, latitude): (f64, f64)) -> (f64, f64) {
    ((longitude - CORNER.0) * SHRINK * SCALE, (CORNER.1 - latitude) * SCALE)
}

fn path(lines: &Lines, end: &str) -> String {
    let mut text = String::new();
    for line in lines {
        for (at, (x, y)) in line.iter().copied().map(place).enumerate() {
            let _ = write!(text, "{}{x:.1} {y:.1}", if at == 0 { "M" } else { "L" });
        }
        text.push_str(end);
    }
    text
}

/// The counts of a facet by division, drawn: `view`, the background's paths, `dots` (largest first)
/// and `cities` with their counties. `chosen` is a division to draw closer, or empty.
pub(super) fn drawing(facet: &Value, chosen: &str) -> Result<Value, Error> {
    let counts = counts(facet)?;
    let chosen = region::find(chosen);
    let is_shown = |it: &&Region| {
        it.level == RegionLevel::County && chosen.is_none_or(|whole| around(whole, it))
    };
    let counties: Vec<&Region> = region::all().iter().filter(is_shown).collect();
    let (x, y, width, height) = frame(chosen, &counties);
    let mut found: Vec<(&Region, i64)> =
        counties.iter().filter_map(|it| Some((*it, *counts.get(it.code.as_str())?))).collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.code.cmp(&b.0.code)));
    let most = found.first().map_or(1, |it| it.1).max(1) as f64;
    let size = width * 0.024;
    let mut named: Vec<(f64, f64)> = Vec::new();
    let dots = found.iter().filter_map(|(county, count)| {
        let (x, y) = place(at_seat(county)?);
        let radius = width * (0.007 + 0.028 * (*count as f64 / most).sqrt());
        let below = (x, y + radius + size);
        // The largest are named, as far as one name does not lie on another.
        let is_free = named.len() < NAMED && named.iter().all(|it| is_clear(*it, below, size));
        if is_free {
            named.push(below);
        }
        Some(context! {
            code => county.code.as_str(), name => &county.name, count,
            x => round(x), y => round(y), r => round(radius),
            label => is_free.then(|| round(below.1)),
        })
    });
    let dots: Vec<Value> = dots.collect();
    let background = &*BACKGROUND;
    Ok(context! {
        view => format!("{x:.1} {y:.1} {width:.1} {height:.1}"),
        size => round(size),
        land => &background.land, borders => &background.borders, lakes => &background.lakes,
        cities => cities(&found, &counts),
        counted => found.iter().map(|it| it.1).sum::<i64>(),
        dots,
    })
}

/// Whether two names of three or four characters do not touch.
fn is_clear(one: (f64, f64), other: (f64, f64), size: f64) -> bool {
    (one.0 - other.0).abs() > size * 3.6 || (one.1 - other.1).abs() > size * 1.2
}

/// How many there are of each division.
fn counts(facet: &Value) -> Result<HashMap<String, i64>, Error> {
    let mut counts = HashMap::new();
    for it in facet.try_iter()? {
        let count = it.get_attr("count")?.as_i64().unwrap_or(0);
        counts.insert(it.get_attr("value")?.to_string(), count);
    }
    counts.retain(|_, count| *count > 0);
    Ok(counts)
}

/// Whether a county is drawn where a division was chosen: one that lies in it, and around a county
/// or town those of its city.
fn around(chosen: &Region, county: &Region) -> bool {
    let near = match chosen.level {
        RegionLevel::Province | RegionLevel::City => &chosen.code,
        RegionLevel::County | RegionLevel::Town => {
            return chosen.code.city() == county.code.city();
        }
    };
    near.contains(&county.code)
}

fn at_seat(county: &Region) -> Option<(f64, f64)> {
    region::position(&county.code).map(|it| (it.longitude(), it.latitude()))
}

/// The part of the drawing that holds these counties with a margin: its corner, width and height.
fn frame(chosen: Option<&Region>, counties: &[&Region]) -> (f64, f64, f64, f64) {
    let places: Vec<(f64, f64)> = match chosen {
        None => [CORNER, END].map(place).to_vec(),
        Some(_) => counties.iter().filter_map(|it| at_seat(it)).map(place).collect(),
    };
    let least = |of: fn(&(f64, f64)) -> f64| places.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&(f64, f64)) -> f64| places.iter().map(of).fold(0.0, f64::max);
    let (left, top, right, bottom) =
        (least(|it| it.0), least(|it| it.1), most(|it| it.0), most(|it| it.1));
    if left > right {
        return frame(None, counties);
    }
    let margin = if chosen.is_some() { (right - left).max(bottom - top) * 0.12 } else { 0.0 };
    let width = (right - left + 2.0 * margin).max(LEAST_WIDTH);
    let height = (bottom - top + 2.0 * margin).max(LEAST_WIDTH * 0.7);
    let (x, y) = ((left + right - width) / 2.0, (top + bottom - height) / 2.0);
    (x, y, width, height)
}

/// Cities in the order of their codes, each with its counties that have any, largest first.
fn cities(found: &[(&Region, i64)], counts: &HashMap<String, i64>) -> Vec<Value> {
    let mut cities: Vec<(String, Vec<Value>)> = Vec::new();
    for (county, count) in found {
        let Some(city) = county.code.city() else { continue };
        let row = context! { code => county.code.as_str(), name => &county.name, count };
        match cities.iter_mut().find(|it| it.0 == city.as_str()) {
            Some((_, rows)) => rows.push(row),
            None => cities.push((city.to_string(), vec![row])),
        }
    }
    cities.sort_by(|a, b| a.0.cmp(&b.0));
    let shown = cities.into_iter().filter_map(|(code, counties)| {
        let city = region::find(&code)?;
        // Shanghai's one city is a placeholder: the province stands for it.
        let city = if city.is_placeholder() {
            region::find(city.parent.as_ref()?.as_str())?
        } else {
            city
        };
        let count = counts.get(city.code.as_str()).copied().unwrap_or(0);
        Some(context! { code => city.code.as_str(), name => &city.name, count, counties })
    });
    shown.collect()
}

fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facet(counts: &[(&str, i64)]) -> Value {
        let rows: Vec<Value> = counts
            .iter()
            .map(|(value, count)| context! { value => *value, count => *count })
            .collect();
        Value::from(rows)
    }

    fn number(value: &Value, name: &str) -> f64 {
        f64::try_from(value.get_attr(name).expect(name)).expect("a number")
    }

    fn list(value: &Value, name: &str) -> Vec<Value> {
        value.get_attr(name).expect(name).try_iter().expect("a list").collect()
    }

    #[test]
    fn counties_are_dots_and_stand_below_their_cities() {
        let counts =
            [("32", 9), ("3205", 9), ("320509", 8), ("320583", 1), ("31", 3), ("310118", 3)];
        let drawn = drawing(&facet(&counts), "").expect("a drawing");
        let dots = list(&drawn, "dots");
        assert_eq!(dots[0].get_attr("code").expect("a code").as_str(), Some("320509"));
        assert!(number(&dots[0], "r") > number(&dots[1], "r"));
        let cities = list(&drawn, "cities");
        let names: Vec<String> =
            cities.iter().map(|it| it.get_attr("name").expect("a name").to_string()).collect();
        assert_eq!(names, ["上海市", "苏州市"]);
        assert_eq!(number(&drawn, "counted"), 12.0);
    }

    #[test]
    fn a_part_is_drawn_closer_and_a_county_with_its_neighbours() {
        let counts = [("320509", 8), ("320583", 1), ("330421", 2)];
        let all = drawing(&facet(&counts), "").expect("a drawing");
        let city = drawing(&facet(&counts), "3205").expect("a drawing");
        let county = drawing(&facet(&counts), "320509").expect("a drawing");
        assert_eq!([&all, &city, &county].map(|it| list(it, "dots").len()), [3, 2, 2]);
        assert!(number(&city, "size") < number(&all, "size") / 3.0);
        let view = |it: &Value| it.get_attr("view").expect("a view").to_string();
        assert_eq!(view(&city), view(&county));
    }

    #[test]
    fn nothing_at_all_is_an_empty_map() {
        let drawn = drawing(&facet(&[]), "").expect("a drawing");
        assert!(list(&drawn, "dots").is_empty() && list(&drawn, "cities").is_empty());
    }
}
