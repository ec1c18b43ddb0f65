//! Waits for one turn of the scheduler, however often it is polled meanwhile.
//!
//! `yield_now` counts polls: in a future that several siblings share, the second sibling's poll
//! would end the wait before the third has been heard.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// Ready after the task has gone through the scheduler once.
#[derive(Default)]
pub(crate) struct Turn {
    asked: Option<Arc<Asked>>,
}

struct Asked {
    turned: AtomicBool,
    waiting: Mutex<Option<Waker>>,
}

impl Wake for Asked {
    fn wake(self: Arc<Self>) {
        self.turned.store(true, Ordering::Release);
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(waker) = waiting {
            waker.wake();
        }
    }
}

impl Future for Turn {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(asked) = &self.asked else {
            let asked = Arc::new(Asked {
                turned: AtomicBool::new(false),
                waiting: Mutex::new(Some(context.waker().clone())),
            });
            let waker = Waker::from(Arc::clone(&asked));
            let mut yielded = std::pin::pin!(tokio::task::yield_now());
            let ready = yielded.as_mut().poll(&mut Context::from_waker(&waker)).is_ready();
            self.asked = Some(asked);
            return if ready { Poll::Ready(()) } else { Poll::Pending };
        };
        *asked.waiting.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(context.waker().clone());
        if asked.turned.load(Ordering::Acquire) { Poll::Ready(()) } else { Poll::Pending }
    }
}
