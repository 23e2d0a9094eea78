use std::collections::HashSet;

use super::*;
use crate::{Desk, KeyPlace, NewStore, Role, SetClock};

/// A store with rows of every length, in pages that lead to pages, of which some were taken away again.
fn store(dir: &Path) -> Vec<(Table, i64, Vec<Value>)> {
    let new = NewStore { role: Role::Hq, label: "HQ".into(), organisation: None, author: "Officer".into(), key_place: KeyPlace::File };
    let clock = std::sync::Arc::new(SetClock::at("2012-05-14T08:00:00Z".parse().unwrap()));
    let desk = Desk::create(dir, new, clock).unwrap();
    desk.store
        .write(|sql| {
            for n in 0..90_i64 {
                let value = vec![n as u8; [3, 200, 1_500, 9_000][n as usize % 4]];
                sql.execute("INSERT INTO annex (entry, salt, value) VALUES (?1, ?2, ?3)", (n * 1_000, [n as u8; 16], &value))?;
                sql.execute("INSERT INTO tail (chain, first_seq, entries, stamp, action) VALUES (1, ?1, 1, ?2, ?3)", (n, -n, value))?;
            }
            sql.execute("DELETE FROM annex WHERE entry % 7000 = 0", [])?;
            Ok(())
        })
        .unwrap();
    let mut rows = Vec::new();
    let sql = desk.store.reader();
    for (name, table) in TABLES {
        let numbered = !["meta", "tail", "carried", "sent_pages", "receipt", "receipt_aside", "receipt_blob", "asking"].contains(name);
        let mut statement = sql.prepare(&format!("SELECT {}, * FROM {name}", if numbered { "rowid" } else { "0" })).unwrap();
        let columns = statement.column_count();
        let alias = ["page", "annex", "book", "replica", "chain", "bundle", "blob"].contains(name);
        let read = statement
            .query_map([], |r| {
                let mut values: Vec<Value> = (1..columns).map(|i| r.get(i)).collect::<Result<_, _>>()?;
                if alias {
                    // SQLite keeps it once, as the number of the row.
                    values[0] = Value::Null;
                }
                Ok((*table, r.get(0)?, values))
            })
            .unwrap();
        rows.extend(read.map(Result::unwrap));
    }
    rows
}

fn read(dir: &Path) -> (Vec<(Table, i64, Vec<Value>)>, Health) {
    let mut rows = Vec::new();
    let mut take = |table, rowid, values: Vec<Value>| {
        rows.push((table, rowid, values));
        Ok(())
    };
    let health = Salvage::open(dir).unwrap().read(&mut take, &mut |_, _| true).unwrap();
    (rows, health)
}

/// What is told of each row, in an order of its own.
fn sorted(rows: &[(Table, i64, Vec<Value>)]) -> Vec<blake3::Hash> {
    let told = rows.iter().map(|(table, rowid, row)| {
        let mut hasher = blake3::Hasher::new();
        hasher.update(format!("{table:?} {rowid}").as_bytes());
        for value in row {
            match value {
                Value::Blob(bytes) => hasher.update(b"b").update(&bytes.len().to_le_bytes()).update(bytes),
                other => hasher.update(format!("{other:?}").as_bytes()),
            };
        }
        hasher.finalize()
    });
    let mut told: Vec<_> = told.collect();
    told.sort_by_key(|hash| *hash.as_bytes());
    told
}

#[test]
fn a_whole_store_is_read_as_sqlite_reads_it_and_of_a_damaged_one_nothing_that_was_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let written = sorted(&store(folder.path()));
    let (rows, health) = read(folder.path());
    assert_eq!(sorted(&rows), written, "row for row");
    assert_eq!((health.unreadable, health.hurt.is_empty()), (0, true));

    let file = folder.path().join("sala.db");
    let whole = std::fs::read(&file).unwrap();
    assert_eq!(whole.len() / 4096, health.pages as usize);
    let known: HashSet<_> = written.iter().collect();
    let (mut all, mut fewest) = (0, usize::MAX);
    for page in 0..health.pages as usize {
        let mut bytes = whole.clone();
        match page % 3 {
            0 => bytes[page * 4096..(page + 1) * 4096].fill(0),
            1 => bytes[page * 4096..page * 4096 + 512].fill(0x5a),
            _ => bytes[page * 4096 + 2_000] ^= 1,
        }
        std::fs::write(&file, bytes).unwrap();
        let (rows, health) = read(folder.path());
        let left = sorted(&rows);
        let strange = left.iter().filter(|row| !known.contains(row)).count();
        // Where it is not known any more what was taken away, that is read too: whoever makes something of it looks at it.
        assert!(strange == 0 || page == 0, "page {page}: {strange} rows that were never written");
        assert_eq!(health.unreadable, 1, "page {page}");
        let read_again: HashSet<_> = left.iter().collect();
        let missing = written.iter().filter(|row| !read_again.contains(row)).count();
        assert!(missing == 0 || !health.hurt.is_empty(), "page {page}: {missing} rows are lost, and that is said");
        assert!(missing < written.len() / 4, "page {page}: {missing} of {} rows are lost with one page", written.len());
        all += usize::from(missing == 0);
        fewest = fewest.min(left.len());
    }
    assert!(all > 20 && fewest < written.len(), "some pages hold no row: {all}, some do: {fewest}");
}

#[test]
fn what_stands_in_the_write_ahead_log_alone_is_read_too() {
    let folder = tempfile::tempdir().unwrap();
    let (at_work, gone_dark) = (folder.path().join("at work"), folder.path().join("gone dark"));
    store(&at_work);
    let desk = Desk::open(&at_work, std::sync::Arc::new(SetClock::at("2012-05-14T08:00:00Z".parse().unwrap()))).unwrap();
    desk.set_setting("last word", "said").unwrap();
    std::fs::create_dir(&gone_dark).unwrap();
    for name in ["sala.db", "sala.db-wal", "store.key"] {
        std::fs::copy(at_work.join(name), gone_dark.join(name)).unwrap();
    }
    let said =
        |rows: &[(Table, i64, Vec<Value>)]| rows.iter().any(|(_, _, row)| row[..] == [Value::Text("setting.last word".into()), Value::Text("said".into())]);
    assert!(said(&read(&gone_dark).0), "it was kept");
    assert_eq!(Salvage::open(&at_work).err().unwrap().problem().code, "store_in_use");
    // The last word of it is cut short: it was never kept.
    let log = gone_dark.join("sala.db-wal");
    let bytes = std::fs::read(&log).unwrap();
    std::fs::write(&log, &bytes[..bytes.len() - 4_000]).unwrap();
    assert!(!said(&read(&gone_dark).0));
    // The first page of the file is gone, and the log has it.
    std::fs::write(&log, bytes).unwrap();
    let file = gone_dark.join("sala.db");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[..4096].fill(0);
    std::fs::write(&file, bytes).unwrap();
    desk.store.write(|sql| Ok(sql.execute_batch("CREATE TABLE later (a)")?)).unwrap();
    std::fs::copy(at_work.join("sala.db-wal"), &log).unwrap();
    let (rows, health) = read(&gone_dark);
    assert!(said(&rows) && health.hurt.is_empty(), "{health:?}");
}

#[test]
fn however_much_is_lost_cut_off_or_scrambled_nothing_is_made_up_and_reading_ends() {
    let folder = tempfile::tempdir().unwrap();
    let written: HashSet<_> = sorted(&store(folder.path())).into_iter().collect();
    let file = folder.path().join("sala.db");
    let whole = std::fs::read(&file).unwrap();
    let pages = whole.len() / 4096;
    let mut chance = <rand_chacha::ChaCha8Rng as rand::SeedableRng>::seed_from_u64(7);
    let mut damaged = |with_first: bool, share: f64| {
        let mut bytes = whole.clone();
        for page in usize::from(!with_first)..pages {
            if page == 0 || rand::Rng::gen_bool(&mut chance, share) {
                rand::RngCore::fill_bytes(&mut chance, &mut bytes[page * 4096..(page + 1) * 4096]);
            }
        }
        bytes
    };
    let mut files: Vec<_> = (0..20).map(|n| (n % 4 == 0, damaged(n % 4 == 0, f64::from(n + 1) / 40.0))).collect();
    files.extend([100, 4_096, 6_000, whole.len() / 3, whole.len() - 1].map(|length| (false, whole[..length].to_vec())));
    for (i, (blind, bytes)) in files.into_iter().enumerate() {
        std::fs::write(&file, bytes).unwrap();
        let mut rows = Vec::new();
        let mut take = |table, rowid, values: Vec<Value>| {
            rows.push((table, rowid, values));
            Ok(())
        };
        let health = match Salvage::open(folder.path()) {
            Err(error) => {
                assert_eq!(error.problem().code, "store_key_wrong", "file {i}");
                continue;
            }
            Ok(mut salvage) => salvage.read(&mut take, &mut |_, _| true).unwrap(),
        };
        let strange = sorted(&rows).iter().filter(|row| !written.contains(*row)).count();
        // Where the list of what is free is lost, what was taken away is read too.
        assert!(strange == 0 || !health.hurt.is_empty(), "file {i}: {strange} rows that were never there");
        assert!(blind || rows.len() <= written.len() + 20, "file {i}: {} rows of {}", rows.len(), written.len());
    }
}
