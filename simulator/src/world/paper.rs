//! The bytes of a document: a small valid PDF that says what it is.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::Document;

/// Media type of each document of the world.
pub const MEDIA_TYPE: &str = "application/pdf";

/// The bytes of the document; the same each time.
pub fn bytes(document: &Document) -> Vec<u8> {
    let pages = document.page_count.max(1);
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 4 + page * 2)).collect();
    objects.push(format!("<< /Type /Pages /Count {pages} /Kids [{}] >>", kids.join(" ")));
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned());
    for page in 0..pages {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + page * 2
        ));
        let line = format!(
            "BT /F1 14 Tf 72 760 Td (Synthetic document {}, {}, page {} of {pages}) Tj ET",
            document.id,
            document.kind,
            page + 1
        );
        objects.push(format!("<< /Length {} >>\nstream\n{line}\nendstream", line.len()));
    }
    assemble(&objects).into_bytes()
}

fn assemble(objects: &[String]) -> String {
    let mut file = String::from("%PDF-1.4\n");
    let mut offsets = Vec::with_capacity(objects.len());
    for (at, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let table = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        let _ = writeln!(file, "{offset:010} 00000 n ");
    }
    let size = objects.len() + 1;
    let _ = write!(file, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    file
}

/// SHA-256 of the bytes, lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
