//! Court information systems that do not exist: a synthetic world and the servers that tell it.
//!
//! *Owns* the world ([`world`]), three servers of three imaginary vendors that know nothing of each
//! other ([`cabinet`], [`torelik`], [`archive`]), their latency ([`latency`]), their failures
//! ([`faults`]), and the replay of recorded answers of real court systems ([`replay`]).
//! *Knows nothing of* the gateway, of databases and of the present moment.
//! *Enter by* [`start`].

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

pub mod archive;
pub mod cabinet;
pub mod chance;
pub mod counters;
pub mod faults;
pub mod latency;
pub mod replay;
pub mod server;
pub mod torelik;
mod wire;
pub mod world;

pub use counters::Counters;
pub use faults::{Fault, Faults, Rule};
pub use latency::{Latency, LatencyProfile};
pub use server::Server;
pub use world::{World, WorldOptions, demo};

/// The three simulated court information systems, each an HTTP server on loopback.
#[derive(Debug)]
pub struct Simulators {
    /// The world they tell, for those who want to compare.
    pub world: Arc<World>,
    /// E-filing cabinet.
    pub cabinet: Server,
    /// Case management.
    pub torelik: Server,
    /// Document archive.
    pub archive: Server,
}

/// Where the servers listen; none for any free port of loopback.
#[derive(Debug, Clone, Copy, Default)]
pub struct Addresses {
    /// E-filing cabinet.
    pub cabinet: Option<SocketAddr>,
    /// Case management.
    pub torelik: Option<SocketAddr>,
    /// Document archive.
    pub archive: Option<SocketAddr>,
}

/// Builds the world and starts the three systems on free ports of loopback.
///
/// # Errors
/// When no port can be had.
pub async fn start(options: WorldOptions, latency: LatencyProfile) -> io::Result<Simulators> {
    start_at(Arc::new(World::build(options)), latency, Addresses::default()).await
}

/// Starts the three systems over a world that is there, at chosen addresses.
///
/// # Errors
/// When an address cannot be had.
pub async fn start_at(
    world: Arc<World>,
    latency: LatencyProfile,
    addresses: Addresses,
) -> io::Result<Simulators> {
    let seed = world.options.seed;
    let cabinet = Server::start(server::Plan {
        name: "cabinet",
        router: cabinet::router(Arc::clone(&world)),
        latency: latency.cabinet,
        seed: seed ^ 0xca,
        empty_list: cabinet::EMPTY_LIST,
        login_page: cabinet::LOGIN_PAGE,
        listen: addresses.cabinet,
    });
    let torelik = Server::start(server::Plan {
        name: "torelik",
        router: torelik::router(Arc::clone(&world)),
        latency: latency.torelik,
        seed: seed ^ 0x70,
        empty_list: torelik::EMPTY_LIST,
        login_page: torelik::LOGIN_PAGE,
        listen: addresses.torelik,
    });
    let archive = Server::start(server::Plan {
        name: "archive",
        router: archive::router(Arc::clone(&world)),
        latency: latency.archive,
        seed: seed ^ 0xa4,
        empty_list: archive::EMPTY_LIST,
        login_page: archive::LOGIN_PAGE,
        listen: addresses.archive,
    });
    Ok(Simulators {
        cabinet: cabinet.await?,
        torelik: torelik.await?,
        archive: archive.await?,
        world,
    })
}

impl Simulators {
    /// Stops all three and waits until their open requests have ended, at most two seconds.
    pub async fn stop(self) {
        tokio::join!(self.cabinet.stop(), self.torelik.stop(), self.archive.stop());
    }
}
