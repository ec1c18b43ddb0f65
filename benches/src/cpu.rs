//! CPU time of processes, from `/proc`.

use std::fs;
use std::time::Duration;

/// Ticks of `/proc/<pid>/stat` a second: fixed in the kernel's interface to user space.
const TICKS_PER_SECOND: u64 = 100;

/// CPU time that process `pid` has used.
pub fn of_process(pid: u32) -> Duration {
    ticks(&format!("/proc/{pid}/stat")).map_or(Duration::ZERO, duration)
}

/// CPU time that all processes of PostgreSQL on this machine have used.
pub fn of_postgres() -> Duration {
    let Ok(entries) = fs::read_dir("/proc") else { return Duration::ZERO };
    let ticks: u64 = entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().bytes().all(|b| b.is_ascii_digit()))
        .filter(|entry| {
            fs::read_to_string(entry.path().join("comm"))
                .is_ok_and(|name| name.trim() == "postgres")
        })
        .filter_map(|entry| ticks(&entry.path().join("stat").to_string_lossy()))
        .sum();
    duration(ticks)
}

fn ticks(path: &str) -> Option<u64> {
    let stat = fs::read_to_string(path).ok()?;
    // The name may hold blanks and brackets; the fields begin after its last bracket.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
}

fn duration(ticks: u64) -> Duration {
    Duration::from_millis(ticks * 1_000 / TICKS_PER_SECOND)
}
