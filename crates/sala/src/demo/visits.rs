//! Four visits: what was planned, who rode where, that everybody came back, what the groups brought home, and what the
//! team made of some days.

use super::action_reviews;
use crate::{
    Desk, Error, Problem, RecordId, Result, agenda,
    groups::views::find_group,
    journal::Change,
    visits::{
        self, Aspect, Checkpoint, Count, Explained, NewStop, NewVehicle, Override, VehicleCount, VisitField, Why,
        views::{self, Rider},
    },
};

/// What is planned for one host.
struct Plan {
    host: &'static str,
    purpose: &'static str,
    contact: &'static str,
    /// Why they went on from the last stop without somebody.
    went_on: Option<&'static str>,
    /// Name and hours.
    stops: &'static [(&'static str, i64, i64)],
    observed: &'static [Observed],
}

/// What one group brought home: seen, lesson, applicable at home, question.
struct Observed(&'static str, [&'static str; 4]);

const PLANS: &[Plan] = &[
    Plan {
        host: "Korat Food Cluster",
        purpose: "How thirty food makers buy, test and sell together without giving up their own brands.",
        contact: "Somsri (demo)",
        went_on: Some("One of group D is with the packers and was seen there; counted again before boarding."),
        stops: &[("Cluster office and laboratory", 9 * 60, 10 * 60), ("Sausage and rice cracker makers", 10 * 60 + 15, 11 * 60 + 15)],
        observed: &[
            Observed(
                "A",
                [
                    "One laboratory for thirty makers; each pays by the test. A board with every member's results of the month.",
                    "They began with what nobody could afford alone, not with a common brand.",
                    "A shared colour test for silk in Vientiane: three workshops and the college could carry it.",
                    "What happens when a member's test fails before a large order?",
                ],
            ),
            Observed(
                "B",
                [
                    "Joint purchase of packaging twice a year. The price list hangs at the door.",
                    "Open prices made the first year quarrelsome and every later one easy.",
                    "The mills in Battambang could buy bags together this season.",
                    "Who keeps the money between order and delivery?",
                ],
            ),
            Observed(
                "C",
                [
                    "Cold store with numbered shelves, half of it rented out.",
                    "Renting out the empty half pays for the other.",
                    "",
                    "Is the store insured by the cluster or by each member?",
                ],
            ),
            Observed("D", ["The office has two people for thirty firms.", "", "One coordinator for the coffee growers, paid by the chamber for a year.", ""]),
        ],
    },
    Plan {
        host: "International Harmony Life Company",
        purpose: "How a lead firm works with small suppliers: contracts, training, quality.",
        contact: "Prasert (demo)",
        went_on: None,
        stops: &[("Factory floor", 14 * 60, 15 * 60), ("Supplier training room", 15 * 60 + 10, 16 * 60)],
        observed: &[
            Observed(
                "B",
                [
                    "Forty families grow to one contract; the firm sends a trainer every fortnight.",
                    "The contract is one page and is read aloud.",
                    "A one-page contract in Khmer for the rice mills and their farmers.",
                    "What may a family sell to others?",
                ],
            ),
            Observed(
                "E",
                [
                    "Each bag carries the grower's number.",
                    "Who can be found again takes more care.",
                    "Number the furniture of each carver before it leaves Savannakhet.",
                    "How long are the numbers kept?",
                ],
            ),
        ],
    },
    Plan {
        host: "Dan Kwian Pottery",
        purpose: "How a village shares kilns, a showroom and one buyer's visit.",
        contact: "Malee (demo)",
        went_on: None,
        stops: &[("Shared kilns", 9 * 60, 10 * 60), ("Showroom and shop", 10 * 60 + 10, 11 * 60)],
        observed: &[
            Observed(
                "A",
                [
                    "Two kilns, one of them cold. Fourteen families fire together once a week.",
                    "Nobody owns the kiln: the committee rents it by the shelf.",
                    "One dye house for the weavers, rented by the day.",
                    "Who pays when a whole firing cracks?",
                ],
            ),
            Observed(
                "C",
                [
                    "Every family has its own shelf in the shop, all at one till.",
                    "The till tells what sells; the families look at it on Mondays.",
                    "One counter at Heho airport for all dryers of dehydrated vegetables.",
                    "Does the shop take the same share of everybody?",
                ],
            ),
            Observed("D", ["The clay comes from one river bend and is weighed.", "They measure what they share.", "", "What when the clay is used up?"]),
            Observed(
                "E",
                [
                    "Young people make small things for tourists, old ones make jars.",
                    "Two markets keep one village.",
                    "Small carvings beside the furniture.",
                    "",
                ],
            ),
        ],
    },
    Plan {
        host: "Taku Noodle Cooperative Group",
        purpose: "How a cooperative keeps one recipe and one brand among many kitchens.",
        contact: "Wilai (demo)",
        went_on: None,
        stops: &[("Drying yard", 13 * 60 + 30, 14 * 60 + 10), ("Packing room", 14 * 60 + 15, 15 * 60)],
        observed: &[
            Observed(
                "A",
                [
                    "Noodles dry in the sun on frames of one size; rain stops all work.",
                    "One size of frame makes many kitchens one supplier.",
                    "One width of loom for the orders of one buyer.",
                    "What do they do in the months of rain?",
                ],
            ),
            Observed(
                "B",
                ["Three women check every packet.", "Quality is a person with a name, not a stamp.", "A checker of the mills, chosen by all of them.", ""],
            ),
            Observed("C", ["", "", "A common drying floor for Shan State, paid by the hour.", "Who repairs the frames?"]),
        ],
    },
];

const BUS: &str = "Bus";
const VAN: &str = "Van";
const BUS_SEATS: usize = 24;

/// Plan the visits, count, and write down what the groups observed. The registers of those days are marked.
pub(super) fn go(desk: &Desk, programme: RecordId) -> Result<()> {
    for plan in PLANS {
        let visit = desk.read(|reader| {
            let lines = views::list(reader.sql(), reader.book(programme)?)?;
            lines.into_iter().find(|line| line.host == plan.host).map(|line| line.id).ok_or_else(|| Error::Refused(Problem::new("no_such_visit")))
        })?;
        desk.change(programme, "visit_plan", |change| prepare(change, visit, plan))?;
        desk.change(programme, "visit_count", |change| count(change, visit, plan))?;
        desk.change(programme, "visit_observe", |change| observe(change, visit, plan))?;
    }
    action_reviews::write(desk, programme)
}

fn prepare(change: &mut Change<'_>, visit: RecordId, plan: &Plan) -> Result<()> {
    visits::edit(change, visit, VisitField::Purpose(plan.purpose.into()), None)?;
    visits::edit(change, visit, VisitField::Contact { person: plan.contact.into(), phone: "+66 44 000 123".into() }, None)?;
    // The agenda has a session of the same name: its day and hours are those of the visit.
    let session = agenda::views::all(change.sql(), change.book())?.into_iter().find(|session| session.line.title == plan.host);
    visits::edit(change, visit, VisitField::Session(session.map(|session| session.line.id)), None)?;
    for (name, starts, ends) in plan.stops {
        let stop = NewStop { name: (*name).into(), host: String::new(), starts_min: Some(*starts), ends_min: Some(*ends) };
        visits::add_stop(change, visit, &stop)?;
    }
    let vehicle = |name: &str, plate: &str, seats: usize, driver: &str| NewVehicle {
        name: name.into(),
        plate: plate.into(),
        seats: Some(seats as i64),
        driver: driver.into(),
        phone: "+66 81 000 456".into(),
    };
    let bus = visits::add_vehicle(change, visit, &vehicle(BUS, "40-0123", BUS_SEATS, "Boonmee (demo)"))?;
    let van = visits::add_vehicle(change, visit, &vehicle(VAN, "30-4567", 11, "Lek (demo)"))?;
    let people = views::riders(change.sql(), change.book(), visit)?;
    for (at, person) in people.iter().enumerate() {
        visits::seat(change, visit, person.participant, Some(if at < BUS_SEATS - 2 { bus } else { van }), None)?;
    }
    Ok(())
}

/// Everybody is counted at every checkpoint of the way; who has leave is accounted for.
fn count(change: &mut Change<'_>, visit: RecordId, plan: &Plan) -> Result<()> {
    let (sql, book) = (change.sql(), change.book());
    let people: Vec<Rider> = views::riders(sql, book, visit)?.into_iter().filter(|one| one.counts).collect();
    let why = |one: &Rider| match one.mark.as_deref() {
        Some("excused") => Some(Why::Excused),
        Some("absent" | "not_arrived" | "departed") => Some(Why::NotHere),
        _ => None,
    };
    let explained: Vec<_> = people.iter().filter_map(|one| Some(Explained { participant: one.participant, why: why(one)? })).collect();
    let riding: Vec<_> = people.iter().filter(|one| why(one).is_none()).collect();
    let vehicles: Vec<_> = views::vehicles_of(sql, book, visit)?
        .iter()
        .map(|vehicle| VehicleCount { vehicle: vehicle.id, counted: riding.iter().filter(|one| one.vehicle == Some(vehicle.id)).count() as i64 })
        .collect();
    let stops: Vec<_> = views::stops_of(sql, book, visit)?.into_iter().map(|stop| stop.id).collect();
    let all = Count { counted: riding.len() as i64, vehicles, explained, overridden: None };
    for at in visits::checkpoint::of_visit(&stops, &[]) {
        // On foot nobody is counted by vehicles.
        let on_foot = matches!(at, Checkpoint::Stop(_));
        let vehicles = if on_foot { Vec::new() } else { all.vehicles.clone() };
        let mut new = Count { vehicles, ..all.clone() };
        if let (Some(reason), Some(last)) = (plan.went_on, stops.last())
            && at == Checkpoint::Stop(*last)
        {
            new.counted -= 1;
            new.overridden = Some(Override { by: "Lead trainer (demo)".into(), reason: reason.into() });
        }
        visits::count(change, visit, at, new, None)?;
    }
    Ok(())
}

fn observe(change: &mut Change<'_>, visit: RecordId, plan: &Plan) -> Result<()> {
    for Observed(group, texts) in plan.observed {
        let found = find_group(change.sql(), change.book(), group)?;
        let group = found.ok_or_else(|| Error::Refused(Problem::new("no_such_group").with("group", *group)))?;
        for (aspect, text) in Aspect::ALL.iter().zip(texts) {
            visits::observe(change, visit, group, *aspect, text, None)?;
        }
    }
    Ok(())
}
