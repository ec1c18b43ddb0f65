//! Starts the three systems at the addresses of their mappings and waits for Ctrl-C.
//!
//! `cargo run -p simulator --example serve -- 2026-11-23`

#![expect(clippy::print_stdout, reason = "a program for people at a terminal")]

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;

use chrono::NaiveDate;
use simulator::{Addresses, LatencyProfile, World, WorldOptions, archive, cabinet, torelik};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let told = std::env::args().nth(1).ok_or("say the day of the world, such as 2026-11-23")?;
    let today: NaiveDate = told.parse()?;
    let world = Arc::new(World::build(WorldOptions::demo(today)));
    let at = |port| Some(SocketAddr::from(([127, 0, 0, 1], port)));
    let addresses = Addresses { torelik: at(4601), cabinet: at(4602), archive: at(4603) };
    let systems =
        simulator::start_at(Arc::clone(&world), LatencyProfile::demo(), addresses).await?;
    println!("{} cases, {} submissions", world.cases.len(), world.filings.len());
    println!(
        "torelik {}  user {}, password {}",
        systems.torelik.url,
        torelik::USER,
        torelik::PASSWORD
    );
    println!("cabinet {}  bearer {}", systems.cabinet.url, cabinet::TOKEN);
    println!("archive {}  {}: {}", systems.archive.url, archive::API_KEY_HEADER, archive::API_KEY);
    tokio::signal::ctrl_c().await?;
    systems.stop().await;
    Ok(())
}
