//! The harness itself: private servers start, answer, and give every test its own database.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

use sea_orm::ConnectionTrait;

use tests::{postgres, redis};

#[tokio::test]
async fn gives_every_caller_a_database_of_its_own() {
    let (one, other) = (postgres::empty().await, postgres::empty().await);
    assert_ne!(one.name, other.name);
    let connection = one.connect().await;
    connection.execute_unprepared("CREATE TABLE mine (id integer)").await.expect("a table");
    let elsewhere = other.connect().await;
    let seen = elsewhere.execute_unprepared("SELECT id FROM mine").await;
    assert!(seen.is_err(), "the table of one test is seen by another");
}

#[tokio::test]
async fn refuses_a_server_older_than_promised() {
    let connection = postgres::empty().await.connect().await;
    let version = connection
        .query_one_raw(sea_orm::Statement::from_string(
            sea_orm::DatabaseBackend::Postgres,
            "SELECT current_setting('server_version_num')::integer AS number",
        ))
        .await
        .expect("an answer")
        .expect("a row")
        .try_get::<i32>("", "number")
        .expect("a number");
    assert!(version >= 150_000, "PostgreSQL {version}");
}

#[test]
fn reaches_the_private_redis() {
    let path = redis::url().strip_prefix("redis+unix://").expect("a socket").to_owned();
    let mut stream = UnixStream::connect(path).expect("a connection");
    stream.write_all(b"SET harness ok\r\nGET harness\r\n").expect("a command");
    let mut answer = [0; 13];
    stream.read_exact(&mut answer).expect("an answer");
    assert_eq!(&answer, b"+OK\r\n$2\r\nok\r\n");
}
