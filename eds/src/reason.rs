//! Why a check did not pass: stable codes, and what to tell a filer in three languages.
//!
//! Invariants: a code never changes its meaning or spelling; a new one is added at the end. The
//! list [`Reason::ALL`] is what documentation is generated from.

use std::fmt;

use crate::asn1::Time;

/// The language of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident $code:literal $contract:literal
        kk $kk:literal ru $ru:literal en $en:literal;)*) => {
        /// Why a check failed or could not be settled.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Reason { $($(#[$doc])* $name,)* }

        impl Reason {
            /// Every reason, in the order of the codes' appearance.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The coarser code of the client contract (`SignatureReason`).
            pub const fn contract(self) -> &'static str {
                match self { $(Self::$name => $contract,)* }
            }

            /// The text with its places `{at}` and `{since}` still open.
            pub const fn template(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::Kk) => $kk,
                      (Self::$name, Language::Ru) => $ru,
                      (Self::$name, Language::En) => $en,)*
                }
            }
        }
    };
}

reasons! {
    /// The bytes are no signed document, certificate or token.
    Malformed "MALFORMED" "MALFORMED"
        kk "Файл зақымдалған немесе қолтаңбаның белгілі пішімінде емес"
        ru "Файл повреждён или не является подписанным документом известного формата"
        en "The file is damaged or is not a signed document of a known format";
    /// A bound on size, depth or count was passed.
    LimitPassed "LIMIT_PASSED" "LIMIT_PASSED"
        kk "Құжат рұқсат етілген көлемнен немесе күрделіліктен асып кетті"
        ru "Документ превышает допустимый размер или сложность"
        en "The document is larger or more complex than is allowed";
    /// No signature at all.
    NoSigner "NO_SIGNER" "NO_SIGNER"
        kk "Құжатта бірде-бір қолтаңба жоқ"
        ru "В документе нет ни одной подписи"
        en "The document holds no signature";
    /// The digest of the content is another one.
    ContentDiffers "CONTENT_DIFFERS" "CONTENT_DIFFERS"
        kk "Құжат қол қойылғаннан кейін өзгертілген"
        ru "Документ изменён после подписания"
        en "The document was changed after it was signed";
    /// A detached signature without its document.
    ContentMissing "CONTENT_MISSING" "CONTENT_DIFFERS"
        kk "Қолтаңба жеке файлда: оны тексеру үшін құжаттың өзі керек"
        ru "Подпись отделена от документа: приложите сам документ"
        en "The signature is detached: the document itself is needed";
    /// The mathematics do not hold: another key or altered bytes.
    SignatureWrong "SIGNATURE_WRONG" "CONTENT_DIFFERS"
        kk "Қолтаңба сертификаттағы кілтпен қойылмаған немесе бұрмаланған"
        ru "Подпись сделана другим ключом или искажена"
        en "The signature was made by another key or was altered";
    /// A CMS signer without signed attributes.
    SignedAttributesMissing "SIGNED_ATTRIBUTES_MISSING" "MALFORMED"
        kk "Қолтаңбада міндетті қол қойылған атрибуттар жоқ"
        ru "В подписи нет обязательных подписанных атрибутов"
        en "The signature lacks the signed attributes that are required";
    /// The signed attributes contradict the document.
    AttributesContradict "ATTRIBUTES_CONTRADICT" "MALFORMED"
        kk "Қолтаңбаның қол қойылған атрибуттары құжатқа қайшы келеді"
        ru "Подписанные атрибуты противоречат документу"
        en "The signed attributes contradict the document";
    /// The signer's certificate is neither in the document nor at hand.
    CertificateMissing "CERTIFICATE_MISSING" "CHAIN_UNTRUSTED"
        kk "Қол қоюшының сертификаты құжатта жоқ"
        ru "В документе нет сертификата подписавшего"
        en "The certificate of the signer is not in the document";
    /// The signing-certificate attribute names another certificate.
    CertificateSubstituted "CERTIFICATE_SUBSTITUTED" "OTHER_PERSON"
        kk "Қолтаңбаға бөтен сертификат салынған"
        ru "В подпись подставлен чужой сертификат"
        en "Another certificate was put into the signature";
    /// The certificate or its key cannot be read.
    CertificateMalformed "CERTIFICATE_MALFORMED" "MALFORMED"
        kk "Сертификат зақымдалған"
        ru "Сертификат повреждён"
        en "The certificate is damaged";
    /// A critical extension is not understood.
    CriticalExtensionUnknown "CRITICAL_EXTENSION_UNKNOWN" "CHAIN_UNTRUSTED"
        kk "Сертификатта белгісіз міндетті кеңейтім бар"
        ru "В сертификате есть неизвестное обязательное расширение"
        en "The certificate holds a critical extension that is not known";
    /// An algorithm or a transform is not on the list.
    AlgorithmRefused "ALGORITHM_REFUSED" "ALGORITHM_REFUSED"
        kk "Қолтаңбаның алгоритмі қабылданбайды"
        ru "Алгоритм подписи не принимается"
        en "The algorithm of the signature is not accepted";
    /// The identifiers of key, curve, hash and signature contradict each other.
    AlgorithmsContradict "ALGORITHMS_CONTRADICT" "ALGORITHM_REFUSED"
        kk "Қолтаңбаның алгоритмі сертификаттың кілтіне сәйкес келмейді"
        ru "Алгоритм подписи не соответствует ключу сертификата"
        en "The algorithm of the signature does not fit the key of the certificate";
    /// The chain leads to no pinned anchor.
    ChainUntrusted "CHAIN_UNTRUSTED" "CHAIN_UNTRUSTED"
        kk "Сертификат сенімді куәландырушы орталыққа апармайды"
        ru "Сертификат не ведёт к доверенному удостоверяющему центру"
        en "The certificate does not lead to a trusted certification authority";
    /// The issuer bears the name of a trusted authority and has another key.
    IssuerForged "ISSUER_FORGED" "CHAIN_UNTRUSTED"
        kk "Сертификатты ұлттық куәландырушы орталықтың атын жамылған бөтен кілт берген"
        ru "Сертификат выдан чужим ключом под именем удостоверяющего центра"
        en "The certificate was issued by a key that only bears the name of the authority";
    /// The issuer may not issue certificates.
    IssuerNotAuthority "ISSUER_NOT_AUTHORITY" "CHAIN_UNTRUSTED"
        kk "Сертификатты беруге құқығы жоқ тұлға берген"
        ru "Сертификат выдан тем, кто не вправе выдавать сертификаты"
        en "The certificate was issued by someone who may not issue certificates";
    /// The issuer was outside of its own validity, or the anchor's time of trust.
    IssuerExpired "ISSUER_EXPIRED" "CHAIN_UNTRUSTED"
        kk "Куәландырушы орталықтың сертификаты бұл уақытта жарамсыз: {at}"
        ru "Сертификат удостоверяющего центра не действовал на это время: {at}"
        en "The certificate of the authority was not valid at that time: {at}";
    /// The certificate had expired at the proved time.
    CertificateExpired "CERTIFICATE_EXPIRED" "CERTIFICATE_EXPIRED"
        kk "Сертификаттың мерзімі {at} аяқталған; жаңа сертификат алып, қайта қол қойыңыз"
        ru "Срок действия сертификата истёк {at}; получите новый и подпишите снова"
        en "The certificate expired on {at}; obtain a new one and sign again";
    /// The certificate was not yet valid at the proved time.
    CertificateNotYetValid "CERTIFICATE_NOT_YET_VALID" "CERTIFICATE_EXPIRED"
        kk "Сертификат {at} бастап қана жарамды"
        ru "Сертификат действует только с {at}"
        en "The certificate is valid only from {at}";
    /// The key is not meant for this use.
    KeyUseWrong "KEY_USE_WRONG" "KEY_USE_WRONG"
        kk "Бұл кілт жүйеге кіруге арналған, қол қоюға емес; қол қою кілтін таңдаңыз"
        ru "Этот ключ для входа, а не для подписи; выберите ключ подписи"
        en "This key is for log-in, not for signing; choose the signing key";
    /// The key may not be used for log-in.
    KeyUseNotLogIn "KEY_USE_NOT_LOG_IN" "KEY_USE_WRONG"
        kk "Бұл кілтпен жүйеге кіруге болмайды; AUTH кілтін немесе жаңа үлгідегі кілтті таңдаңыз"
        ru "Этим ключом нельзя войти; выберите ключ AUTH или ключ нового образца"
        en "This key cannot be used to log in; choose the AUTH key or a key of the new kind";
    /// The certificate belongs to a service or an authority and not to a person.
    RoleRefused "ROLE_REFUSED" "KEY_USE_WRONG"
        kk "Сертификат жеке немесе заңды тұлғаға тиесілі емес"
        ru "Сертификат принадлежит не физическому и не юридическому лицу"
        en "The certificate belongs neither to an individual nor to a legal entity";
    /// The signer is not who was expected.
    OtherPerson "OTHER_PERSON" "OTHER_PERSON"
        kk "Қолтаңба басқа тұлғаға тиесілі"
        ru "Подпись принадлежит другому лицу"
        en "The signature belongs to another person";
    /// More or fewer signers than exactly one.
    NotOneSigner "NOT_ONE_SIGNER" "NO_SIGNER"
        kk "Дәл бір қолтаңба болуы керек"
        ru "Подпись должна быть ровно одна"
        en "There must be exactly one signature";
    /// Revoked at or before the proved time, or for a reason that reaches back.
    CertificateRevoked "CERTIFICATE_REVOKED" "CERTIFICATE_REVOKED"
        kk "Сертификат {at} кері қайтарылған, ал қол {since} қойылған"
        ru "Сертификат отозван {at}, подписано {since}"
        en "The certificate was revoked on {at}, signed {since}";
    /// The certificate of an issuer was revoked.
    IssuerRevoked "ISSUER_REVOKED" "CERTIFICATE_REVOKED"
        kk "Куәландырушы орталықтың сертификаты {at} кері қайтарылған"
        ru "Сертификат удостоверяющего центра отозван {at}"
        en "The certificate of the authority was revoked on {at}";
    /// No answer on revocation could be had or believed.
    RevocationUnknown "REVOCATION_UNKNOWN" "REVOCATION_UNKNOWN"
        kk "Сертификаттың кері қайтарылмағанын қазір тексеру мүмкін емес; кейінірек қайталаңыз"
        ru "Сейчас нельзя проверить, не отозван ли сертификат; повторите позже"
        en "Whether the certificate is revoked cannot be checked now; try again later";
    /// The authority answers that it never issued the certificate.
    CertificateNotIssued "CERTIFICATE_NOT_ISSUED" "REVOCATION_UNKNOWN"
        kk "Куәландырушы орталық мұндай сертификатты білмейді"
        ru "Удостоверяющий центр не знает такого сертификата"
        en "The authority does not know such a certificate";
    /// Expired since, and nothing proves when it was signed.
    NoProofOfTime "NO_PROOF_OF_TIME" "NO_PROOF_OF_TIME"
        kk "Дәлелдеу мүмкін емес: уақыт белгісі жоқ, ал сертификат мерзімі {at} аяқталған"
        ru "Доказать нельзя: нет метки времени, а срок сертификата истёк {at}"
        en "Cannot be proved: no timestamp and the certificate has expired since, on {at}";
    /// Revoked since, and nothing proves when it was signed.
    NoProofBeforeRevocation "NO_PROOF_BEFORE_REVOCATION" "NO_PROOF_OF_TIME"
        kk "Дәлелдеу мүмкін емес: уақыт белгісі жоқ, ал сертификат {at} кері қайтарылған"
        ru "Доказать нельзя: нет метки времени, а сертификат отозван {at}"
        en "Cannot be proved: no timestamp and the certificate was revoked since, on {at}";
    /// The timestamp is broken or was taken from another signature.
    TimestampWrong "TIMESTAMP_WRONG" "NO_PROOF_OF_TIME"
        kk "Уақыт белгісі бұл қолтаңбаға тиесілі емес немесе бұзылған"
        ru "Метка времени не относится к этой подписи или повреждена"
        en "The timestamp is broken or belongs to another signature";
    /// The timestamping authority leads to no anchor.
    TimestampUntrusted "TIMESTAMP_UNTRUSTED" "NO_PROOF_OF_TIME"
        kk "Уақыт белгісін сенімді қызмет бермеген"
        ru "Метка времени выдана не доверенной службой"
        en "The timestamp does not come from a trusted service";
    /// XML holds what is never accepted: DTD, entities, processing of unknown kind.
    XmlForbidden "XML_FORBIDDEN" "MALFORMED"
        kk "XML құжатында тыйым салынған құрылым бар (DTD, мәндер немесе түрлендірулер)"
        ru "В XML есть запрещённое: DTD, сущности или преобразования"
        en "The XML holds what is forbidden: a DTD, entities or transforms";
    /// The XML signature does not cover the whole document or the real body.
    ReferenceNotWhole "REFERENCE_NOT_WHOLE" "CONTENT_DIFFERS"
        kk "Қолтаңба құжатты түгел қамтымайды"
        ru "Подпись охватывает не весь документ"
        en "The signature does not cover the whole document";
    /// Two elements bear the same identifier.
    IdentifierNotUnique "IDENTIFIER_NOT_UNIQUE" "MALFORMED"
        kk "XML құжатында бірдей идентификаторлар бар"
        ru "В XML повторяются идентификаторы"
        en "Identifiers are repeated in the XML";
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A reason with the moments it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Why.
    pub reason: Reason,
    /// The moment of the reason: expired at, revoked at.
    pub at: Option<Time>,
    /// The moment it is held against: signed at.
    pub since: Option<Time>,
}

impl From<Reason> for Finding {
    fn from(reason: Reason) -> Self {
        Self { reason, at: None, since: None }
    }
}

impl Finding {
    /// A reason at a moment.
    pub fn at(reason: Reason, at: Time) -> Self {
        Self { reason, at: Some(at), since: None }
    }

    /// A text that the filer can act on. Moments are given in UTC.
    pub fn message(&self, language: Language) -> String {
        let show = |moment: Option<Time>| {
            moment.map_or_else(|| "—".to_owned(), |m| m.format("%d.%m.%Y %H:%M UTC").to_string())
        };
        self.reason
            .template(language)
            .replace("{at}", &show(self.at))
            .replace("{since}", &show(self.since))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_spelled_for_machines() {
        let codes: BTreeSet<_> = Reason::ALL.iter().map(|r| r.code()).collect();
        assert_eq!(codes.len(), Reason::ALL.len());
        for code in codes {
            assert!(code.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'), "{code}");
        }
    }

    #[test]
    fn every_reason_speaks_three_different_languages() {
        for reason in Reason::ALL {
            let texts = [Language::Kk, Language::Ru, Language::En].map(|l| reason.template(l));
            assert_eq!(BTreeSet::from(texts).len(), 3, "{reason}");
        }
    }

    #[test]
    fn a_message_names_the_moments() {
        let at = chrono::DateTime::from_timestamp(1_750_000_000, 0).unwrap();
        let finding = Finding { since: Some(at), ..Finding::at(Reason::CertificateRevoked, at) };
        let text = finding.message(Language::En);
        assert_eq!(
            text,
            "The certificate was revoked on 15.06.2025 15:06 UTC, signed 15.06.2025 15:06 UTC"
        );
        assert!(!Finding::from(Reason::CertificateExpired).message(Language::Ru).contains('{'));
    }
}
