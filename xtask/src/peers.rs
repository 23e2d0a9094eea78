//! The peers: other merging data structures that are given the core bench's workload. They live in a workspace of their
//! own, `benches/peers`, so that no user and no test compiles them.

use std::process::Command;

use serde_json::{Value, json};

use crate::build;
use crate::{Outcome, cache, command, project};

/// Under what they stand among the benches.
pub(crate) const NAME: &str = "peers";

/// Builds and runs them, and sets their figures beside those of Sala from the same run.
pub(crate) fn measure(core: &Value) -> Outcome<Value> {
    let mut cargo = cache::cargo();
    cargo.current_dir(project::root().join("benches").join("peers"));
    cargo.args(["build", "--locked", "--release", "--message-format", "json-render-diagnostics"]);
    cargo.env("CARGO_TARGET_DIR", cache::target().join("peers"));
    println!("  {}", command::line(&cargo));
    let program = build::programs(&mut cargo)?.into_iter().next().ok_or("cargo built no peers")?;
    let said = command::read(&mut Command::new(program))?;
    let said: Value = serde_json::from_str(&said).map_err(|error| format!("the peers did not answer in JSON ({error}):\n{said}"))?;
    let sala = core.get("sala").cloned().unwrap_or_default();
    Ok(beside(&sala, said.get("peers").and_then(Value::as_array).map_or(&[], Vec::as_slice)))
}

/// Sala, durable and to be queried, against each peer in memory.
fn beside(sala: &Value, peers: &[Value]) -> Value {
    let mut figures = Vec::new();
    for peer in peers {
        let name = peer.get("name").and_then(Value::as_str).unwrap_or("a peer");
        for (what, key) in [("100,000 marks from 50 sites", "import_ms"), ("the same, every mark contradicted", "concurrent_ms")] {
            let (Some(ours), Some(theirs)) = (number(sala, key), number(peer, key)) else { continue };
            let note = format!(
                "conflicts surfaced {} and {}, values lost {} and {}, bytes a mark {} and {}; with a site's marks as one change without times the peer takes {} ms",
                word(sala, "conflicts"),
                word(peer, "conflicts"),
                word(sala, "lost"),
                word(peer, "lost"),
                word(sala, "bytes_a_mark"),
                word(peer, "bytes_a_mark"),
                word(peer, "one_change_ms")
            );
            figures.push(json!({
                "figure": format!("{what}: Sala, sealed, signed and durable, against {name} in memory"),
                "measured": ours, "base": theirs, "ratio": ours / theirs, "limit": 1.0, "unit": "ms", "note": note,
            }));
        }
    }
    json!({ "figures": figures, "peers": peers, "sala": sala })
}

fn number(of: &Value, key: &str) -> Option<f64> {
    of.get(key).and_then(Value::as_f64)
}

fn word(of: &Value, key: &str) -> String {
    number(of, key).map_or_else(|| "-".to_owned(), |n| if n.fract() == 0.0 { format!("{n}") } else { format!("{n:.1}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_stands_beside_sala_in_both_workloads() {
        let sala = json!({"import_ms": 200.0, "concurrent_ms": 900.0, "conflicts": 50_000, "lost": 0, "bytes_a_mark": 4.6});
        let peer = json!({"name": "Other", "import_ms": 400.0, "concurrent_ms": 300.0, "conflicts": 0, "lost": 50_000, "bytes_a_mark": 20.0});
        let both = beside(&sala, &[peer]);
        let ratios: Vec<_> = both["figures"].as_array().into_iter().flatten().filter_map(|f| number(f, "ratio")).collect();
        assert_eq!(ratios, [0.5, 3.0], "each workload is set against the same of the peer");
        assert!(both["figures"][1]["note"].as_str().is_some_and(|note| note.contains("values lost 0 and 50000")), "and what was lost is told");
    }
}
