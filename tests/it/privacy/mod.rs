//! What a viewer may know: hidden looks like absent in every channel.

mod channels;
mod matrix;
mod times;
