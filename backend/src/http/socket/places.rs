//! How many connections are open, and from where.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Connections of one process at most.
const IN_ALL: usize = 2_000;

/// Places for connections. Cheap to clone; clones share the count.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places(Arc<Mutex<Taken>>);

#[derive(Debug, Default)]
struct Taken {
    in_all: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// Why there is no place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// This address has as many as it may.
    Address,
    /// The process has.
    Full,
}

/// A place that is given back when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    places: Places,
    from: Option<IpAddr>,
}

impl Places {
    /// Takes a place for an address, which may have so many.
    pub(super) fn take(&self, from: Option<IpAddr>, most: usize) -> Result<Place, Refused> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.in_all >= IN_ALL {
            return Err(Refused::Full);
        }
        if let Some(from) = from {
            let of_address = taken.by_address.entry(from).or_default();
            if *of_address >= most {
                return Err(Refused::Address);
            }
            *of_address += 1;
        }
        taken.in_all += 1;
        metrics::gauge!("sockets_open").set(taken.in_all as f64);
        drop(taken);
        Ok(Place { places: self.clone(), from })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        taken.in_all = taken.in_all.saturating_sub(1);
        metrics::gauge!("sockets_open").set(taken.in_all as f64);
        let Some(from) = self.from else { return };
        if let Some(of_address) = taken.by_address.get_mut(&from) {
            *of_address = of_address.saturating_sub(1);
            if *of_address == 0 {
                taken.by_address.remove(&from);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_places_and_gives_them_back() {
        let places = Places::default();
        let (one, other) = (Some(IpAddr::from([10, 0, 0, 1])), Some(IpAddr::from([10, 0, 0, 2])));
        let held = [places.take(one, 2).unwrap(), places.take(one, 2).unwrap()];

        assert_eq!(places.take(one, 2).unwrap_err(), Refused::Address);
        assert!(places.take(other, 2).is_ok());

        drop(held);
        assert!(places.take(one, 2).is_ok());
        let taken = places.0.lock().unwrap();
        assert_eq!((taken.in_all, taken.by_address.len()), (0, 0), "nothing is remembered");
    }
}
