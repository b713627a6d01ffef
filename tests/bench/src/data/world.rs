//! The made-up world: the same seed and number always give the same firm or need.
//!
//! Every thing has a stream of random numbers of its own, so that it does not depend on how many
//! others are made before it.

use super::places::{self, Category, County};
use super::words;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Reviews of one provider at most; the distribution gives 9.44 on average.
const REVIEWS: f64 = 31.0;
const REVIEWS_SKEW: f64 = 2.12;
/// Enterprises that post the needs.
pub(crate) const ENTERPRISES: u32 = 5_000;

/// Where everything comes from.
pub(crate) struct World {
    seed: u64,
    /// Days are counted from here.
    pub(crate) now: DateTime<Utc>,
    pub(crate) counties: Vec<County>,
    categories: Vec<Category>,
}

/// A made-up provider.
pub(crate) struct Firm {
    pub(crate) name: String,
    pub(crate) short_name: String,
    pub(crate) credit_code: String,
    /// Place in [`World::counties`].
    pub(crate) county: usize,
    pub(crate) address: String,
    pub(crate) introduction: String,
    pub(crate) size: &'static str,
    pub(crate) people: u32,
    pub(crate) founded_on: NaiveDate,
    pub(crate) categories: Vec<&'static str>,
    pub(crate) serves: Vec<&'static str>,
    pub(crate) licences: Vec<Licence>,
    pub(crate) reviews: Vec<Review>,
}

/// A made-up qualification.
pub(crate) struct Licence {
    pub(crate) kind: &'static str,
    pub(crate) name: &'static str,
    pub(crate) number: String,
    pub(crate) issuer: String,
    pub(crate) scope: String,
    pub(crate) waste_classes: Vec<&'static str>,
    pub(crate) valid_from: NaiveDate,
    pub(crate) valid_to: NaiveDate,
}

/// A made-up review.
pub(crate) struct Review {
    pub(crate) author: &'static str,
    pub(crate) stars: u8,
    pub(crate) text: &'static str,
    pub(crate) written_on: NaiveDate,
}

/// A made-up enterprise that posts needs.
pub(crate) struct Enterprise {
    pub(crate) name: String,
    pub(crate) credit_code: String,
    pub(crate) county: usize,
}

/// A made-up need.
pub(crate) struct Need {
    /// Number of the enterprise.
    pub(crate) enterprise: u32,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) category: &'static str,
    pub(crate) county: usize,
    pub(crate) budget_yuan: u32,
    pub(crate) waste_code: Option<&'static str>,
    pub(crate) quantity: Option<u32>,
    pub(crate) is_open: bool,
    pub(crate) published_at: DateTime<Utc>,
    pub(crate) deadline: DateTime<Utc>,
}

impl World {
    pub(crate) fn new(seed: u64, now: DateTime<Utc>) -> Self {
        let (counties, categories) = (places::counties(), places::categories());
        Self { seed, now, counties, categories }
    }

    /// The random numbers of one thing: `kind` and `number` name the stream.
    pub(crate) fn rng(&self, kind: u32, number: u32) -> ChaCha8Rng {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(u64::from(kind) << 32 | u64::from(number));
        rng
    }

    /// The provider of that number.
    pub(crate) fn firm(&self, number: u32) -> Firm {
        let mut rng = self.rng(1, number);
        let county = rng.random_range(0..self.counties.len());
        let place = &self.counties[county];
        let offers = self.offers(&mut rng);
        let main = offers[0];
        let trade = words::TRADES.iter().find(|it| it.0 == main.group).map_or("环保", |it| it.1);
        let own = own_name(number);
        let short_name = format!("{own}{}", &trade[..6]);
        let names: Vec<&str> = offers.iter().map(|it| it.name).collect();
        let introduction = format!(
            "{own}成立于{place}，专业从事{offers}。{first}；{second}。",
            place = place.full_name(),
            offers = names.join("、"),
            first = pick(&mut rng, &words::PRAISE),
            second = pick(&mut rng, &words::PRAISE),
        );
        let licences = (0..rng.random_range(1..=5_u32)).map(|at| {
            self.licence(&mut rng, number, at, offers[at as usize % offers.len()], place)
        });
        let licences = licences.collect();
        let reviews = (REVIEWS * rng.random::<f64>().powf(REVIEWS_SKEW)) as u32;
        let reviews = (0..reviews).map(|_| self.review(&mut rng)).collect();
        let mut serves = vec![place.city_code()];
        if rng.random_bool(0.3) {
            serves.push(place.province_code());
        }
        Firm {
            name: format!("{}{own}{trade}有限公司", place.short_city()),
            credit_code: credit_code(place.code, number),
            address: format!(
                "{}{}路{}号",
                place.full_name(),
                pick(&mut rng, &["环城", "科技", "工业园", "创新", "滨江", "迎宾"]),
                rng.random_range(1..2_000)
            ),
            size: pick(&mut rng, &["LARGE", "MEDIUM", "SMALL", "SMALL", "MICRO", "MICRO"]),
            people: rng.random_range(5..800),
            founded_on: self.day_before(&mut rng, 400, 9_000),
            categories: offers.iter().map(|it| it.code).collect(),
            short_name,
            county,
            introduction,
            serves,
            licences,
            reviews,
        }
    }

    fn offers(&self, rng: &mut ChaCha8Rng) -> Vec<&Category> {
        let mut offers: Vec<&Category> = Vec::new();
        for _ in 0..rng.random_range(1..=3) {
            let offer = &self.categories[rng.random_range(0..self.categories.len())];
            if !offers.iter().any(|it| it.code == offer.code) {
                offers.push(offer);
            }
        }
        offers
    }

    fn licence(
        &self,
        rng: &mut ChaCha8Rng,
        firm: u32,
        at: u32,
        offer: &Category,
        place: &County,
    ) -> Licence {
        let (kind, name, sign) = match offer.group {
            "waste" => ("HAZARDOUS_WASTE", "危险废物经营许可证", "HW"),
            "monitoring" => ("CMA", "检验检测机构资质认定证书", "CMA"),
            "engineering" => ("ENGINEERING", "环境工程专项设计资质证书", "A"),
            "consulting" => ("EIA", "环境影响评价信用平台登记", "EIA"),
            _ => ("OTHER", "环境服务能力评价证书", "ES"),
        };
        let waste: Vec<_> = (0..2).map(|_| pick(rng, &words::WASTE)).collect();
        let is_waste = offer.group == "waste";
        let scope = if is_waste {
            let parts = waste.iter().map(|(class, name)| format!("{class}{name}"));
            format!("收集、贮存、处置{}", parts.collect::<Vec<_>>().join("、"))
        } else {
            format!("{}及相关技术服务", offer.name)
        };
        let mut classes: Vec<_> = waste.iter().map(|it| it.0).filter(|_| is_waste).collect();
        classes.sort_unstable();
        classes.dedup();
        let valid_from = self.day_before(rng, 30, 1_500);
        Licence {
            number: format!("{sign}{}{firm:06}-{at}", place.code),
            issuer: format!("{}生态环境局", place.province),
            valid_to: valid_from + Duration::days(365 * rng.random_range(3..=6)),
            waste_classes: classes,
            kind,
            name,
            scope,
            valid_from,
        }
    }

    fn review(&self, rng: &mut ChaCha8Rng) -> Review {
        Review {
            author: pick(rng, &words::CUSTOMERS),
            stars: pick(rng, &[5, 5, 5, 4, 4, 4, 3, 2, 1]),
            text: pick(rng, &words::OPINIONS),
            written_on: self.day_before(rng, 1, 1_400),
        }
    }

    /// The enterprise of that number.
    pub(crate) fn enterprise(&self, number: u32) -> Enterprise {
        let mut rng = self.rng(2, number);
        let county = rng.random_range(0..self.counties.len());
        let place = &self.counties[county];
        let industry = pick(&mut rng, &words::INDUSTRIES);
        // Numbers of providers and enterprises do not meet: names and codes stay unique.
        let apart = 150_000 + number;
        Enterprise {
            name: format!("{}{}{industry}有限公司", place.short_city(), own_name(apart)),
            credit_code: credit_code(place.code, apart),
            county,
        }
    }

    /// The need of that number.
    pub(crate) fn need(&self, number: u32) -> Need {
        let mut rng = self.rng(3, number);
        let county = rng.random_range(0..self.counties.len());
        let place = &self.counties[county];
        let category = &self.categories[rng.random_range(0..self.categories.len())];
        let industry = pick(&mut rng, &words::INDUSTRIES);
        let waste = pick(&mut rng, &words::WASTE);
        let is_waste = category.code == "waste/hazardous";
        let quantity = is_waste.then(|| rng.random_range(5..500_u32));
        let what = if is_waste { waste.1 } else { category.name };
        let is_open = rng.random_bool(0.7);
        let published_at = self.now
            - Duration::minutes(rng.random_range(1..if is_open { 40_000 } else { 600_000 }));
        Need {
            enterprise: rng.random_range(0..ENTERPRISES),
            title: format!("{}{industry}企业{what}服务采购", place.short_city()),
            description: format!(
                "我单位位于{}，从事{industry}生产，现需采购{what}服务。{}；{}。编号 {number:06}。",
                place.full_name(),
                pick(&mut rng, &words::CONDITIONS),
                pick(&mut rng, &words::CONDITIONS),
            ),
            category: category.code,
            budget_yuan: rng.random_range(1..200) * 5_000,
            waste_code: is_waste.then_some(waste.0),
            deadline: if is_open {
                self.now + Duration::minutes(rng.random_range(30_000..200_000))
            } else {
                (published_at + Duration::days(30)).min(self.now - Duration::minutes(1))
            },
            county,
            quantity,
            is_open,
            published_at,
        }
    }

    fn day_before(&self, rng: &mut ChaCha8Rng, least: i64, most: i64) -> NaiveDate {
        (self.now - Duration::days(rng.random_range(least..most))).date_naive()
    }
}

/// An id as the product writes them: prefix, time, random bits.
pub(crate) fn id(prefix: &str, at: DateTime<Utc>, rng: &mut ChaCha8Rng) -> String {
    let milliseconds = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    format!("{prefix}_{}", ulid::Ulid::from_parts(milliseconds, rng.random()))
}

fn pick<T: Copy>(rng: &mut ChaCha8Rng, from: &[T]) -> T {
    from[rng.random_range(0..from.len())]
}

/// Three characters that no other number gives: the step has no factor in common with the number
/// of names, so neighbours do not look alike.
fn own_name(number: u32) -> String {
    let table = |text: &'static str| text.chars().collect::<Vec<char>>();
    let (first, second, third) = (table(words::FIRST), table(words::SECOND), table(words::THIRD));
    let all = first.len() * second.len() * third.len();
    let mut step = 104_729 % all;
    while has_common_factor(step, all) {
        step += 1;
    }
    let place = number as usize * step % all;
    let (at, rest) = (place % first.len(), place / first.len());
    [first[at], second[rest % second.len()], third[rest / second.len()]].iter().collect()
}

fn has_common_factor(mut a: usize, mut b: usize) -> bool {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a != 1
}

/// A code of GB 32100 with a right check character, of a number that no office gives out.
fn credit_code(region: &str, number: u32) -> String {
    const SIGNS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let value = |sign: u8| SIGNS.iter().position(|it| *it == sign).unwrap_or(0);
    let mut organisation = *b"XX000000";
    let mut rest = number as usize;
    for place in organisation[2..].iter_mut().rev() {
        *place = SIGNS[rest % 31];
        rest /= 31;
    }
    let mut code = format!("91{region}{}", String::from_utf8_lossy(&organisation));
    code.push(organisation_check(&organisation));
    let mut weight = 1;
    let mut sum = 0;
    for sign in code.bytes() {
        sum += value(sign) * weight;
        weight = weight * 3 % 31;
    }
    code.push(char::from(SIGNS[(31 - sum % 31) % 31]));
    code
}

/// The check character of GB 11714 that ends the organisation's part.
fn organisation_check(organisation: &[u8; 8]) -> char {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let value = |sign: u8| char::from(sign).to_digit(36).unwrap_or(0);
    let sum: u32 =
        organisation.iter().zip(WEIGHTS).map(|(sign, weight)| value(*sign) * weight).sum();
    match 11 - sum % 11 {
        11 => '0',
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}
