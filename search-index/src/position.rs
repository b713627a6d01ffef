//! Places as numbers of 32 bits, and how far apart they are.

/// The rectangle that can be told apart: degrees east and degrees north, with their widths.
const EAST: (f64, f64) = (70.0, 70.0);
const NORTH: (f64, f64) = (0.0, 60.0);

/// Steps each way; zero stands for "nowhere".
const STEPS: f64 = 65_534.0;

/// Longitude and latitude in one number, a step being about a hundred metres; zero for what lies
/// outside China's rectangle.
pub(crate) fn packed((longitude, latitude): (f64, f64)) -> u32 {
    let step = |degrees: f64, (first, width): (f64, f64)| {
        let share = (degrees - first) / width;
        (0.0..=1.0).contains(&share).then(|| (share * STEPS).round() as u32 + 1)
    };
    match (step(longitude, EAST), step(latitude, NORTH)) {
        (Some(east), Some(north)) => east << 16 | north,
        _ => 0,
    }
}

/// How far a packed place is from another, as a number that grows with the way: the square of
/// degrees of latitude, on a map that is true around `near`. Infinite for nowhere.
pub(crate) fn apart(near: (f64, f64), place: u32) -> f64 {
    if place == 0 {
        return f64::INFINITY;
    }
    let degrees =
        |step: u32, (first, width): (f64, f64)| f64::from(step - 1) / STEPS * width + first;
    let east = (degrees(place >> 16, EAST) - near.0) * near.1.to_radians().cos();
    let north = degrees(place & 0xffff, NORTH) - near.1;
    east * east + north * north
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_kept_to_a_hundred_metres() {
        for place in [(120.65, 31.16), (116.37, 35.1), (122.9, 27.01)] {
            let squared = apart(place, packed(place));
            assert!(squared.sqrt() * 111.2 < 0.1, "{place:?}: {squared}");
        }
    }

    #[test]
    fn what_lies_nearer_is_less_apart_and_nowhere_is_farthest() {
        let wujiang = (120.64, 31.16);
        let [suzhou, hangzhou] = [(120.58, 31.30), (120.21, 30.25)].map(packed);
        assert!(apart(wujiang, suzhou) < apart(wujiang, hangzhou));
        assert!(apart(wujiang, packed((0.0, 0.0))).is_infinite());
        assert_eq!(packed((f64::NAN, 31.0)), 0);
    }
}
