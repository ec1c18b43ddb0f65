//! Stopping: what is under way ends, nothing new begins, and patience has an end.

use gateway::Stopped;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Gateway, gateway};

/// A request whose body is half sent, and which the gateway has begun to read.
async fn half_sent(gateway: &Gateway) -> TcpStream {
    let mut stream =
        TcpStream::connect(gateway.running.address).await.expect("the gateway is there");
    let head = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                expect: 100-continue\r\ncontent-length: 24\r\n\r\n";
    stream.write_all(head.as_bytes()).await.expect("the gateway is there");
    let mut go_on = [0; 25];
    // Sent when the body is asked for: the request is under way.
    stream.read_exact(&mut go_on).await.expect("the gateway is there");
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"{\"query\":\"").await.expect("the gateway is there");
    stream
}

#[tokio::test]
async fn a_request_under_way_is_answered_before_the_end() {
    let gateway = gateway("").await;
    let mut stream = half_sent(&gateway).await;
    let address = gateway.running.address;
    let stopping = tokio::spawn(gateway.running.stop());
    // Until nobody listens any more.
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!stopping.is_finished());
    stream.write_all(b"{__typename}\"}").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(answer.ends_with("{\"data\":{\"__typename\":\"Query\"}}"), "{answer}");
    assert_eq!(stopping.await.unwrap(), Stopped::Drained);
}

#[tokio::test]
async fn patience_has_an_end() {
    let gateway = gateway("server.stop_grace = \"50ms\"").await;
    let _stream = half_sent(&gateway).await;
    assert_eq!(gateway.running.stop().await, Stopped::CutOff);
}
