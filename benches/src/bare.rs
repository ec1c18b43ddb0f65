//! The peer: a bare handler, and one statement that makes the whole JSON.

use anyhow::Result;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::routing::{get, post};
use axum::{Json, Router};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

/// The page of fifty cases with everything around it, by one hand-written statement.
///
/// It gives the very fields of the operation it stands against; labels come from a table in the
/// statement, as they come from a table in memory there.
pub const PAGE: &str = r#"
WITH page AS (
    SELECT c.*, row_number() OVER (ORDER BY c.filed_sort DESC, c.case_id DESC) AS place
    FROM (
        SELECT * FROM cases
        WHERE court_id = $1 AND visibility = 'PUBLIC'
        ORDER BY filed_sort DESC, case_id DESC LIMIT 51
    ) c
), shown AS (SELECT * FROM page WHERE place <= 50),
kinds (code, label) AS (VALUES ('CIVIL', 'Азаматтық іс')),
statuses (code, label) AS (VALUES ('TRIAL', 'Қаралуда'))
SELECT json_build_object('data', json_build_object('cases', json_build_object(
    'totalCount', (SELECT count(*) FROM (SELECT 1 FROM cases
        WHERE court_id = $1 AND visibility = 'PUBLIC' LIMIT 10001) n),
    'totalCountExact', true,
    'sources', '[]'::json,
    'edges', (SELECT json_agg(row_to_json(e)) FROM (
        SELECT s.case_id AS cursor, (SELECT row_to_json(n) FROM (
            SELECT s.case_id AS id, s.number, s.title_ru AS title,
                json_build_object('code', s.kind_code, 'label', k.label) AS kind,
                s.filed_on AS "filedOn",
                json_build_object('code', s.status_code, 'label', t.label) AS status,
                json_build_object('code', o.court_id, 'name', o.name_ru) AS court,
                json_build_object('registry', s.registry_id, 'state', 'FRESH', 'asOf', s.as_of)
                    AS source
        ) n) AS node
        FROM shown s
        LEFT JOIN kinds k ON k.code = s.kind_code
        LEFT JOIN statuses t ON t.code = s.status_code
        LEFT JOIN courts o ON o.court_id = s.court_id
        ORDER BY s.place) e),
    'pageInfo', json_build_object(
        'hasNextPage', (SELECT count(*) > 50 FROM page), 'hasPreviousPage', false,
        'startCursor', (SELECT case_id FROM shown ORDER BY place LIMIT 1),
        'endCursor', (SELECT case_id FROM shown ORDER BY place DESC LIMIT 1))
)))::text"#;

/// Serves until the process is stopped.
///
/// # Errors
///
/// When the database or a port cannot be had.
pub async fn serve(database: &str, court: &'static str) -> Result<()> {
    let pool = PgPoolOptions::new()
        .max_connections(8)
        .test_before_acquire(false)
        .connect(database)
        .await?;
    let app = Router::new()
        .route("/static", post(static_answer))
        .route("/page", get(move |pool| page(pool, court)))
        .with_state(pool);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    crate::gateway_role::ready(listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

/// As small as an answer can be, from a body that is read as JSON.
async fn static_answer(Json(_asked): Json<serde_json::Value>) -> impl axum::response::IntoResponse {
    ([(CONTENT_TYPE, "application/json")], r#"{"data":{"__typename":"Query"}}"#)
}

async fn page(
    State(pool): State<PgPool>,
    court: &'static str,
) -> Result<impl axum::response::IntoResponse, String> {
    let json: String = sqlx::query_scalar(PAGE)
        .bind(court)
        .fetch_one(&pool)
        .await
        .map_err(|error| error.to_string())?;
    Ok(([(CONTENT_TYPE, "application/json")], json))
}
