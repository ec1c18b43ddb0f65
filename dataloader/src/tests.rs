//! What a batch promises.

use std::collections::HashMap;
use std::sync::Mutex;

use super::{DataLoader, Loader};

#[derive(Default)]
struct Squares {
    calls: Mutex<Vec<Vec<u32>>>,
    batch_max: usize,
}

impl Loader<u32> for std::sync::Arc<Squares> {
    type Value = u32;
    type Error = String;

    async fn load(&self, mut keys: Vec<u32>) -> HashMap<u32, Result<u32, String>> {
        keys.sort_unstable();
        self.calls.lock().unwrap().push(keys.clone());
        tokio::task::yield_now().await;
        keys.into_iter()
            .filter(|key| *key != 7)
            .map(|key| (key, if key == 13 { Err("unlucky".to_owned()) } else { Ok(key * key) }))
            .collect()
    }

    fn batch_max(&self) -> usize {
        self.batch_max
    }
}

fn squares(batch_max: usize) -> std::sync::Arc<Squares> {
    std::sync::Arc::new(Squares { calls: Mutex::default(), batch_max })
}

#[tokio::test]
async fn siblings_share_one_call_and_a_key_is_loaded_once() {
    let source = squares(100);
    let loader = DataLoader::new(source.clone());
    let answers =
        futures_util::future::join_all([3, 4, 3, 5].map(|key| loader.load_one(key))).await;
    assert_eq!(answers, [9, 16, 9, 25].map(|square| Ok(Some(square))));
    assert_eq!(loader.load_one(4).await, Ok(Some(16)));
    assert_eq!(*source.calls.lock().unwrap(), [vec![3, 4, 5]]);
}

#[tokio::test]
async fn one_bad_key_fails_alone_and_a_missing_one_is_none() {
    let loader = DataLoader::new(squares(100));
    let answers = loader.load_many(vec![2, 13, 7]).await;
    assert_eq!(answers[0], Ok(Some(4)));
    assert_eq!(answers[1].as_ref().map_err(|error| error.as_str()), Err("unlucky"));
    assert_eq!(answers[2], Ok(None));
}

#[tokio::test]
async fn a_batch_is_cut_at_the_limit_of_the_source() {
    let source = squares(2);
    let loader = DataLoader::new(source.clone());
    loader.load_many((1..=5).collect()).await;
    let sizes: Vec<usize> = source.calls.lock().unwrap().iter().map(Vec::len).collect();
    assert_eq!(sizes, [2, 2, 1]);
}

#[tokio::test]
async fn a_caller_that_leaves_strands_nobody() {
    let source = squares(100);
    let loader = DataLoader::new(source.clone());
    let mut first = Box::pin(loader.load_one(2));
    // The first caller opens the batch, is polled once, and leaves.
    assert!(futures_util::poll!(&mut first).is_pending());
    let second = loader.load_one(3);
    drop(first);
    assert_eq!(second.await, Ok(Some(9)));
    assert_eq!(*source.calls.lock().unwrap(), [vec![2, 3]]);
}

#[tokio::test]
async fn keys_that_come_while_a_batch_flies_make_the_next_one() {
    let source = squares(100);
    let loader = DataLoader::new(source.clone());
    let nested = async {
        let four = loader.load_one(2).await.unwrap().unwrap();
        loader.load_one(four).await
    };
    let (sixteen, nine) = tokio::join!(nested, loader.load_one(3));
    assert_eq!(sixteen, Ok(Some(16)));
    assert_eq!(nine, Ok(Some(9)));
    assert_eq!(*source.calls.lock().unwrap(), [vec![2, 3], vec![4]]);
}
