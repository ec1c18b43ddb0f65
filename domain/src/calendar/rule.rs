//! The rules of law by which terms are counted, each with its article.

use std::fmt;

use crate::language::Language;

/// A code of laws of the Republic of Kazakhstan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Law {
    /// Civil procedure code.
    Cpc,
    /// Administrative procedural code.
    Appc,
    /// Criminal procedure code.
    Crpc,
    /// Code of administrative offences.
    Cao,
    /// Labour code.
    Lab,
}

impl Law {
    /// How lawyers abbreviate the code in `language`.
    pub fn short(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Cpc, Language::Kk) => "АПК",
            (Self::Cpc, Language::Ru) => "ГПК",
            (Self::Cpc, Language::En) => "CPC",
            (Self::Appc, Language::Kk) => "ӘРПК",
            (Self::Appc, Language::Ru) => "АППК",
            (Self::Appc, Language::En) => "APPC",
            (Self::Crpc, Language::Kk) => "ҚПК",
            (Self::Crpc, Language::Ru) => "УПК",
            (Self::Crpc, Language::En) => "CrPC",
            (Self::Cao, Language::Kk) => "ӘҚБтК",
            (Self::Cao, Language::Ru) => "КоАП",
            (Self::Cao, Language::En) => "CAO",
            (Self::Lab, Language::Kk) => "ЕК",
            (Self::Lab, Language::Ru) => "ТК",
            (Self::Lab, Language::En) => "LAB",
        }
    }
}

/// A rule of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rule {
    /// The code of laws.
    pub law: Law,
    /// Article.
    pub article: u16,
    /// Part of the article; none where the whole article is meant.
    pub part: Option<u8>,
    text: [&'static str; 3],
}

impl Rule {
    const fn new(law: Law, article: u16, part: u8, text: [&'static str; 3]) -> Self {
        Self { law, article, part: Some(part), text }
    }

    /// What the rule says, in our words.
    pub fn text(&self, language: Language) -> &'static str {
        let [kk, ru, en] = self.text;
        match language {
            Language::Kk => kk,
            Language::Ru => ru,
            Language::En => en,
        }
    }

    /// Where it says so, as lawyers cite it.
    pub fn citation(&self, language: Language) -> String {
        let (law, article) = (self.law.short(language), self.article);
        match (language, self.part) {
            (Language::Kk, Some(part)) => format!("{law} {article}-бап {part}-бөлік"),
            (Language::Kk, None) => format!("{law} {article}-бап"),
            (Language::Ru, Some(part)) => format!("{law}, ст. {article}, ч. {part}"),
            (Language::Ru, None) => format!("{law}, ст. {article}"),
            (Language::En, Some(part)) => format!("{law} {article}({part})"),
            (Language::En, None) => format!("{law} {article}"),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.citation(Language::En))
    }
}

/// Every rule the counting uses.
pub mod rules {
    use super::Law::{Appc, Cao, Cpc, Crpc, Lab};
    use super::Rule;

    /// A term begins on the day after.
    pub const BEGINS_NEXT_DAY: Rule = Rule::new(
        Cpc,
        122,
        2,
        [
            "мерзім күнтізбелік күннен немесе оқиғадан кейінгі күні басталады",
            "срок начинается на следующий день после календарной даты или события",
            "a term begins on the day after the date or the event",
        ],
    );
    /// Years.
    pub const YEARS: Rule = Rule::new(
        Cpc,
        123,
        1,
        [
            "жылдармен есептелетін мерзім соңғы жылдың тиісті айы мен күнінде бітеді",
            "срок в годах истекает в соответствующие месяц и число последнего года",
            "a term in years ends on the same month and day of the last year",
        ],
    );
    /// Months.
    pub const MONTHS: Rule = Rule::new(
        Cpc,
        123,
        2,
        [
            "айлармен есептелетін мерзім соңғы айдың тиісті күнінде, ондай күн болмаса айдың соңғы күнінде бітеді",
            "срок в месяцах истекает в то же число последнего месяца, а если его нет, в последний день месяца",
            "a term in months ends on the same day of the last month, or on the last day of a shorter one",
        ],
    );
    /// Days.
    pub const DAYS: Rule = Rule::new(
        Cpc,
        123,
        3,
        [
            "күндермен есептелетін мерзім кезеңнің соңғы күнінде бітеді",
            "срок в днях истекает в последний день периода",
            "a term in days ends on the last day of the period",
        ],
    );
    /// The end moves to a working day.
    pub const MOVES_TO_WORKING_DAY: Rule = Rule::new(
        Cpc,
        123,
        4,
        [
            "соңғы күн жұмыс күні болмаса, мерзім келесі жұмыс күні бітеді",
            "если последний день нерабочий, срок оканчивается в следующий рабочий день",
            "if the last day is not worked, the term ends on the next working day",
        ],
    );
    /// Until midnight.
    pub const UNTIL_MIDNIGHT: Rule = Rule::new(
        Cpc,
        123,
        5,
        [
            "әрекетті соңғы күннің сағат жиырма төртіне дейін жасауға болады",
            "действие может быть выполнено до двадцати четырёх часов последнего дня",
            "the act may be done until 24:00 of the last day",
        ],
    );
    /// Until the court closes.
    pub const UNTIL_COURT_CLOSES: Rule = Rule::new(
        Cpc,
        123,
        6,
        [
            "әрекет тікелей сотта жасалуға тиіс болса, мерзім соттың жұмысы аяқталған сағатта бітеді",
            "если действие совершается непосредственно в суде, срок истекает в час окончания работы суда",
            "if the act must be done in the court, the term ends when the court closes",
        ],
    );
    /// Electronic documents are counted alike.
    pub const ELECTRONIC_ALIKE: Rule = Rule::new(
        Cpc,
        123,
        7,
        [
            "бұл тәртіп электрондық құжаттарға да қолданылады",
            "этот порядок распространяется и на электронные документы",
            "electronic documents are counted alike",
        ],
    );
    /// Suspension stops the term.
    pub const STOPS: Rule = Rule::new(
        Cpc,
        125,
        1,
        [
            "іс бойынша іс жүргізуді тоқтата тұру туралы ұйғарым шығарылған күннен бастап мерзім тоқтатыла тұрады",
            "со дня определения о приостановлении производства срок приостанавливается",
            "the term stops on the day of the ruling that suspends the case",
        ],
    );
    /// Resumption lets it run on.
    pub const RUNS_ON: Rule = Rule::new(
        Cpc,
        125,
        2,
        [
            "іс жүргізу қайта басталған күннен бастап мерзім жалғасады",
            "со дня определения о возобновлении производства течение срока продолжается",
            "the term runs on from the day of the ruling that resumes the case",
        ],
    );
    /// Administrative cases follow the civil rules.
    pub const ADMINISTRATIVE_AS_CIVIL: Rule = Rule::new(
        Appc,
        1,
        3,
        [
            "әкімшілік сот ісін жүргізуде өзгеше көзделмесе, АПК ережелері қолданылады",
            "в административном судопроизводстве применяется ГПК, если не предусмотрено иное",
            "administrative cases follow the CPC unless said otherwise",
        ],
    );
    /// Criminal terms begin after the starting hour or day.
    pub const CRIMINAL_BEGINS: Rule = Rule::new(
        Crpc,
        48,
        2,
        [
            "мерзім басталған сағат пен тәулік есепке алынбайды",
            "час и сутки, которыми начинается срок, не считаются",
            "the hour and the day a term begins with are not counted",
        ],
    );
    /// Criminal terms run through days off.
    pub const CRIMINAL_RUNS_THROUGH: Rule = Rule::new(
        Crpc,
        48,
        3,
        [
            "мерзімге жұмыстан тыс уақыт та кіреді",
            "в срок включается и нерабочее время",
            "time not worked is part of the term",
        ],
    );
    /// How criminal terms end.
    pub const CRIMINAL_ENDS: Rule = Rule::new(
        Crpc,
        48,
        4,
        [
            "мерзім соңғы тәуліктің сағат жиырма төртінде немесе соңғы айдың тиісті күнінде бітеді, жұмыс күні болмаса келесі жұмыс күніне ауысады",
            "срок истекает в двадцать четыре часа последних суток или в то же число последнего месяца, а с нерабочего дня переносится на следующий рабочий",
            "a term ends at 24:00 of the last day or on the same day of the last month, and moves from a day off to the next working day",
        ],
    );
    /// Offence terms begin after the starting hour or day.
    pub const OFFENCE_BEGINS: Rule = Rule::new(
        Cao,
        739,
        2,
        [
            "мерзім басталған сағат пен тәулік есепке алынбайды",
            "час и сутки, которыми начинается срок, не считаются",
            "the hour and the day a term begins with are not counted",
        ],
    );
    /// Offence terms in days leave out days off.
    pub const OFFENCE_DAYS_WORKED: Rule = Rule::new(
        Cao,
        739,
        3,
        [
            "тәулікпен есептелетін мерзімге жұмыстан тыс уақыт кірмейді",
            "в срок, исчисляемый сутками, нерабочее время не включается",
            "time not worked is no part of a term counted in days",
        ],
    );
    /// Offence terms in days end at midnight.
    pub const OFFENCE_DAYS_END: Rule = Rule::new(
        Cao,
        739,
        4,
        [
            "тәулікпен есептелетін мерзім соңғы тәуліктің сағат жиырма төртінде бітеді",
            "срок, исчисляемый сутками, истекает в двадцать четыре часа последних суток",
            "a term counted in days ends at 24:00 of the last day",
        ],
    );
    /// Offence terms in months and years.
    pub const OFFENCE_MONTHS: Rule = Rule::new(
        Cao,
        739,
        5,
        [
            "мерзім соңғы айдың тиісті күнінде бітеді, жұмыс күні болмаса келесі жұмыс күніне ауысады",
            "срок истекает в то же число последнего месяца, а с нерабочего дня переносится на следующий рабочий",
            "a term ends on the same day of the last month, and moves from a day off to the next working day",
        ],
    );
    /// Which days are off.
    pub const DAYS_OFF: Rule = Rule {
        law: Lab,
        article: 84,
        part: None,
        text: [
            "демалыс күндері: бес күндік жұмыс аптасында екі күн; олар ауыстырылуы мүмкін",
            "выходные дни: два дня при пятидневной неделе; могут переноситься",
            "days off: two in the five-day week; they may be moved",
        ],
    };
    /// Which days are holidays.
    pub const HOLIDAYS: Rule = Rule {
        law: Lab,
        article: 85,
        part: None,
        text: [
            "мереке күндері жұмыс күні емес",
            "праздничные дни нерабочие",
            "holidays are not worked",
        ],
    };

    /// All of them.
    pub const ALL: [Rule; 20] = [
        BEGINS_NEXT_DAY,
        YEARS,
        MONTHS,
        DAYS,
        MOVES_TO_WORKING_DAY,
        UNTIL_MIDNIGHT,
        UNTIL_COURT_CLOSES,
        ELECTRONIC_ALIKE,
        STOPS,
        RUNS_ON,
        ADMINISTRATIVE_AS_CIVIL,
        CRIMINAL_BEGINS,
        CRIMINAL_RUNS_THROUGH,
        CRIMINAL_ENDS,
        OFFENCE_BEGINS,
        OFFENCE_DAYS_WORKED,
        OFFENCE_DAYS_END,
        OFFENCE_MONTHS,
        DAYS_OFF,
        HOLIDAYS,
    ];
}
