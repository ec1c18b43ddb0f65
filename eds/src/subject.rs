//! Who a certificate belongs to: identification numbers out of a name, by type, never by place.

use der::asn1::{Any, ObjectIdentifier};
use der::{Tag, Tagged};
use x509_cert::name::Name;

use crate::oid;

/// Subject or issuer of a certificate.
///
/// The patronymic stands in the attribute givenName: that is how the authority fills it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Surname and name, or the name of a system or service.
    pub common_name: Option<String>,
    /// Surname.
    pub surname: Option<String>,
    /// Patronymic (attribute givenName).
    pub patronymic: Option<String>,
    /// Individual identification number, twelve digits; its checksum is not enforced.
    pub iin: Option<String>,
    /// Business identification number, twelve digits.
    pub bin: Option<String>,
    /// Name of the organisation.
    pub organisation: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// City.
    pub locality: Option<String>,
    /// Region.
    pub state: Option<String>,
    /// E-mail inside the name.
    pub email: Option<String>,
    /// Identifier of an information system.
    pub user_id: Option<String>,
    /// Role of a client of the treasury.
    pub domain_component: Option<String>,
    /// Code of a client of the treasury.
    pub business_category: Option<String>,
    /// All attributes in their order, as text.
    pub distinguished_name: String,
}

/// What kind of owner a certificate has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A person for themselves.
    Individual,
    /// A person for an organisation.
    Employee,
    /// A system of an organisation.
    InformationSystem,
    /// Neither: an authority or a service.
    Other,
}

impl Subject {
    /// Reads the attributes by type.
    pub fn from_name(name: &Name) -> Self {
        let mut subject = Self::default();
        let mut parts = Vec::new();
        for attribute in name.iter() {
            let Some(value) = text(&attribute.value) else { continue };
            parts.push(format!("{}={}", label(&attribute.oid), escaped(&value)));
            subject.take(&attribute.oid, value);
        }
        subject.distinguished_name = parts.join(",");
        subject
    }

    fn take(&mut self, oid: &ObjectIdentifier, value: String) {
        let place = match *oid {
            oid::COMMON_NAME => &mut self.common_name,
            oid::SURNAME => &mut self.surname,
            oid::GIVEN_NAME => &mut self.patronymic,
            oid::ORGANISATION => &mut self.organisation,
            oid::COUNTRY => &mut self.country,
            oid::LOCALITY => &mut self.locality,
            oid::STATE => &mut self.state,
            oid::EMAIL => &mut self.email,
            oid::USER_ID => &mut self.user_id,
            oid::DOMAIN_COMPONENT => &mut self.domain_component,
            oid::BUSINESS_CATEGORY => &mut self.business_category,
            oid::SERIAL_NUMBER => {
                self.iin = self.iin.take().or_else(|| number_after("IIN", &value));
                return;
            }
            oid::ORGANISATION_UNIT => {
                self.bin = self.bin.take().or_else(|| number_after("BIN", &value));
                return;
            }
            _ => return,
        };
        place.get_or_insert(value);
    }

    /// What kind of owner the numbers speak of.
    pub fn owner(&self) -> Owner {
        match (&self.iin, &self.bin) {
            (Some(_), None) => Owner::Individual,
            (Some(_), Some(_)) => Owner::Employee,
            (None, Some(_)) => Owner::InformationSystem,
            (None, None) => Owner::Other,
        }
    }
}

fn number_after(prefix: &str, value: &str) -> Option<String> {
    let digits = value.trim().strip_prefix(prefix)?;
    (digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| digits.to_owned())
}

/// The text of a directory string of any kind.
fn text(value: &Any) -> Option<String> {
    let bytes = value.value();
    match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString => {
            std::str::from_utf8(bytes).ok().map(str::to_owned)
        }
        Tag::TeletexString => Some(bytes.iter().map(|b| char::from(*b)).collect()),
        Tag::BmpString => {
            let (pairs, rest) = bytes.as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            rest.is_empty().then(|| String::from_utf16(&units).ok()).flatten()
        }
        _ => None,
    }
}

fn label(oid: &ObjectIdentifier) -> String {
    let known = match *oid {
        oid::COMMON_NAME => "CN",
        oid::SURNAME => "SURNAME",
        oid::GIVEN_NAME => "GIVENNAME",
        oid::SERIAL_NUMBER => "SERIALNUMBER",
        oid::COUNTRY => "C",
        oid::LOCALITY => "L",
        oid::STATE => "ST",
        oid::ORGANISATION => "O",
        oid::ORGANISATION_UNIT => "OU",
        oid::EMAIL => "E",
        oid::USER_ID => "UID",
        oid::DOMAIN_COMPONENT => "DC",
        oid::BUSINESS_CATEGORY => "BUSINESSCATEGORY",
        _ => return oid.to_string(),
    };
    known.to_owned()
}

fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        if matches!(c, ',' | '+' | '"' | '\\' | '<' | '>' | ';' | '=') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_need_their_prefix_and_twelve_digits() {
        assert_eq!(number_after("IIN", "IIN123456789011").as_deref(), Some("123456789011"));
        for bad in [
            "123456789011",
            "IIN12345678901",
            "IIN1234567890111",
            "BIN123456789011",
            "IIN12345678901x",
        ] {
            assert_eq!(number_after("IIN", bad), None, "{bad}");
        }
    }

    #[test]
    fn the_first_value_of_a_kind_wins() {
        let mut subject = Subject::default();
        subject.take(&oid::ORGANISATION_UNIT, "Department".into());
        subject.take(&oid::ORGANISATION_UNIT, "BIN123456789021".into());
        subject.take(&oid::ORGANISATION_UNIT, "BIN999999999999".into());
        assert_eq!(subject.bin.as_deref(), Some("123456789021"));
        assert_eq!(subject.owner(), Owner::InformationSystem);
        subject.take(&oid::SERIAL_NUMBER, "IIN123456789011".into());
        assert_eq!(subject.owner(), Owner::Employee);
    }
}
