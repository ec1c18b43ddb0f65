//! RFC 3161 timestamps: three independent proofs — signature, imprint, authority.

use chrono::TimeDelta;
use der::asn1::ObjectIdentifier;

use crate::algorithm::Hash;
use crate::asn1::{Broken, Result, Time, Tlv, normalise, tag};
use crate::certificate::{Certificate, hex_number};
use crate::chain::{self, Chain};
use crate::cms::{Digests, SignedData, check};
use crate::limits::Limits;
use crate::oid;
use crate::reason::Reason;
use crate::trust::Trust;
use crate::verdict::{TimestampReport, Verdict};

/// How far clocks may stand apart.
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// The statement inside a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimestampInfo {
    /// The policy of the service.
    pub policy: ObjectIdentifier,
    /// The hash of the imprint.
    pub hash: ObjectIdentifier,
    /// The imprint.
    pub imprint: Vec<u8>,
    /// The serial number in two's complement; it may be negative.
    pub serial: Vec<u8>,
    /// The time.
    pub time: Time,
    /// The nonce in two's complement.
    pub nonce: Option<Vec<u8>>,
}

impl TimestampInfo {
    fn read(der: &[u8]) -> Result<Self> {
        let mut fields = Tlv::read(der)?.walk();
        fields.expect(tag::INTEGER)?;
        let policy = fields.expect(tag::OID)?.oid()?;
        let mut imprint = fields.expect(tag::SEQUENCE)?.walk();
        let hash = imprint.expect(tag::SEQUENCE)?.walk().expect(tag::OID)?.oid()?;
        let digest = imprint.expect(tag::OCTET_STRING)?.value.to_vec();
        let serial = fields.expect(tag::INTEGER)?.value.to_vec();
        let time = fields.expect(tag::GENERALIZED_TIME)?.time()?;
        fields.optional(tag::SEQUENCE)?;
        fields.optional(tag::BOOLEAN)?;
        let nonce = fields.optional(tag::INTEGER)?.map(|tlv| tlv.value.to_vec());
        fields.optional(tag::CONTEXT_0)?;
        fields.optional(tag::CONTEXT_1)?;
        fields.end()?;
        Ok(Self { policy, hash, imprint: digest, serial, time, nonce })
    }

    /// Whether the imprint is the digest of these bytes.
    pub fn covers(&self, bytes: &[u8]) -> bool {
        Hash::from_oid(&self.hash).is_some_and(|hash| hash.digest(&[bytes]) == self.imprint)
    }

    /// The serial number in hexadecimal, with a minus when negative.
    pub fn serial_hex(&self) -> String {
        match self.serial.first() {
            Some(first) if first & 0x80 != 0 => {
                let mut carry = 1_u16;
                let mut positive: Vec<u8> = self
                    .serial
                    .iter()
                    .rev()
                    .map(|byte| {
                        let sum = u16::from(!byte) + carry;
                        carry = sum >> 8;
                        sum.to_le_bytes()[0]
                    })
                    .collect();
                positive.reverse();
                format!("-{}", hex_number(&positive))
            }
            _ => hex_number(&self.serial),
        }
    }
}

/// A token whose bytes were checked; whom to trust is a separate question.
#[derive(Clone, Debug)]
pub struct Token {
    /// The statement.
    pub info: TimestampInfo,
    /// Who signed it.
    pub authority: Option<Certificate>,
    /// The certificates that came with it.
    pub certificates: Vec<Certificate>,
    /// Signature, signed attributes and the form of the authority's certificate.
    pub signature: Verdict,
}

impl Token {
    /// Reads a token (`ContentInfo`) or a whole response and checks its signature.
    pub fn read(bytes: &[u8], limits: &Limits) -> Option<Self> {
        if bytes.len() > limits.ocsp_bytes {
            return None;
        }
        let der = normalise(bytes, limits).ok()?;
        Self::parse(content_info(&der).ok()?, limits).ok()
    }

    fn parse(der: &[u8], limits: &Limits) -> Result<Self> {
        let data = SignedData::read(der, limits)?;
        if data.content_type != oid::TST_INFO {
            return Err(Broken::Malformed);
        }
        let info = TimestampInfo::read(data.content.ok_or(Broken::Malformed)?)?;
        let [signer] = data.signers.as_slice() else { return Err(Broken::Malformed) };
        let outcome = check(&data, signer, &mut Digests::new(data.content), &data.certificates);
        let mut signature = outcome.verdict();
        if signature.is_passed() && !outcome.names_its_certificate {
            signature = Verdict::failed(Reason::TimestampWrong); // RFC 3161, 2.4.2: must be there
        }
        if let Some(authority) = &outcome.certificate
            && !may_timestamp(authority)
        {
            signature = signature.and(Verdict::failed(Reason::TimestampWrong));
        }
        Ok(Self {
            info,
            authority: outcome.certificate,
            certificates: data.certificates,
            signature,
        })
    }

    /// Judges the token as a timestamp over `bytes`; the chain is that of the time it states.
    pub(crate) fn judge(
        &self,
        bytes: &[u8],
        trust: &Trust,
        now: Time,
        limits: &Limits,
    ) -> (TimestampReport, Option<Chain>) {
        let mut found = None;
        let mut verdict = Verdict::indeterminate(Reason::TimestampUntrusted);
        if let Some(authority) = &self.authority {
            for store in trust.timestamp_stores() {
                let chain =
                    chain::build(authority, store, &self.certificates, self.info.time, limits);
                let reached = chain.verdict.is_passed();
                if chain.verdict.is_failed() {
                    verdict = Verdict::failed(Reason::TimestampWrong);
                }
                found = Some(chain);
                if reached {
                    verdict = Verdict::Passed;
                    break;
                }
            }
            if !authority.is_valid_at(self.info.time) {
                verdict = verdict.and(Verdict::failed(Reason::TimestampWrong));
            }
        }
        if self.info.hash == oid::SHA1 {
            verdict = verdict.and(Verdict::indeterminate(Reason::AlgorithmRefused));
        }
        let own =
            self.signature.is_passed() && self.info.covers(bytes) && self.info.time <= now + SKEW;
        if !own {
            verdict = Verdict::failed(Reason::TimestampWrong);
        }
        (self.report(verdict), found)
    }

    fn report(&self, verdict: Verdict) -> TimestampReport {
        TimestampReport {
            time: self.info.time,
            policy: self.info.policy.to_string(),
            serial_number: self.info.serial_hex(),
            hash: self.info.hash.to_string(),
            imprint: self.info.imprint.clone(),
            authority: self.authority.clone(),
            verdict,
        }
    }
}

/// The token of a `TimeStampResp`, or the token itself.
fn content_info(der: &[u8]) -> Result<&[u8]> {
    let outer = Tlv::read(der)?;
    let mut fields = outer.walk();
    if fields.peek() == Some(tag::OID) {
        return Ok(outer.raw);
    }
    fields.expect(tag::SEQUENCE)?; // PKIStatusInfo
    let token = fields.expect(tag::SEQUENCE)?;
    fields.end()?;
    Ok(token.raw)
}

/// RFC 3161, 2.3: extended key usage timeStamping, alone and critical.
pub(crate) fn may_timestamp(certificate: &Certificate) -> bool {
    certificate.extended_uses() == [oid::TIME_STAMPING]
        && certificate.extended_uses_critical()
        && certificate.key_usage().is_none_or(|u| u.digital_signature() || u.non_repudiation())
}
