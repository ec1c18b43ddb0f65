//! Figures of the program: one closed list of names, and their text for Prometheus.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Every figure the gateway keeps of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Requests answered, by route and status.
    Requests,
    /// How long an answer took, by route.
    RequestSeconds,
    /// Requests in work.
    RequestsInWork,
    /// Requests turned away because too many were in work.
    RequestsShed,
    /// Operations, by kind and outcome.
    Operations,
    /// Points operations cost.
    OperationPoints,
    /// Errors told to clients at the level of an operation, by code.
    Errors,
}

impl Metric {
    /// Every figure.
    pub const ALL: [Self; 7] = [
        Self::Requests,
        Self::RequestSeconds,
        Self::RequestsInWork,
        Self::RequestsShed,
        Self::Operations,
        Self::OperationPoints,
        Self::Errors,
    ];

    /// The name Prometheus knows it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Requests => "tereze_requests_total",
            Self::RequestSeconds => "tereze_request_seconds",
            Self::RequestsInWork => "tereze_requests_in_work",
            Self::RequestsShed => "tereze_requests_shed_total",
            Self::Operations => "tereze_operations_total",
            Self::OperationPoints => "tereze_operation_points",
            Self::Errors => "tereze_errors_total",
        }
    }

    /// What it counts.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Requests => "Requests answered, by route and status",
            Self::RequestSeconds => "Seconds from a request's head to its answer's head, by route",
            Self::RequestsInWork => "Requests in work now",
            Self::RequestsShed => "Requests turned away because too many were in work",
            Self::Operations => "GraphQL operations, by kind and outcome",
            Self::OperationPoints => "Points GraphQL operations cost",
            Self::Errors => "GraphQL answers with errors, by their most telling code",
        }
    }

    fn describe(self) {
        match self {
            Self::Requests | Self::RequestsShed | Self::Operations | Self::Errors => {
                metrics::describe_counter!(self.name(), self.meaning());
            }
            Self::RequestSeconds | Self::OperationPoints => {
                metrics::describe_histogram!(self.name(), self.meaning());
            }
            Self::RequestsInWork => metrics::describe_gauge!(self.name(), self.meaning()),
        }
    }
}

const SECONDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 20.0];
const POINTS: [f64; 8] = [1.0, 10.0, 30.0, 100.0, 300.0, 1_000.0, 3_000.0, 10_000.0];

/// The figures of this process; kept from the first call on.
pub fn handle() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let seconds = Matcher::Full(Metric::RequestSeconds.name().to_owned());
            let points = Matcher::Full(Metric::OperationPoints.name().to_owned());
            let recorder = builder
                .set_buckets_for_metric(seconds, &SECONDS)
                .and_then(|builder| builder.set_buckets_for_metric(points, &POINTS))
                .unwrap_or_default()
                .build_recorder();
            let handle = recorder.handle();
            // Another recorder in the same process keeps what it has; ours then stays empty.
            if metrics::set_global_recorder(recorder).is_ok() {
                Metric::ALL.into_iter().for_each(Metric::describe);
            }
            handle
        })
        .clone()
}
