//! The request a resolver works for.

use std::sync::Arc;

use async_graphql::Context;
use service::{Code, Error, Op};

/// Gives a resolver its [`Op`].
pub(crate) trait OpOf<'a> {
    /// The request being answered.
    ///
    /// # Errors
    ///
    /// When the operation was started without one: a fault of this program.
    fn op(&self) -> Result<&'a Arc<Op>, Error>;
}

impl<'a> OpOf<'a> for Context<'a> {
    fn op(&self) -> Result<&'a Arc<Op>, Error> {
        self.data::<Arc<Op>>()
            .map_err(|_none| Error::new(Code::Internal, "the operation runs outside a request"))
    }
}
