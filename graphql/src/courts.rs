//! Courts and regions.

use async_graphql::{Context, ID, Object};
use domain::court;
use domain::key::CourtCode as Code;
use service::{Error, NodeId};

use crate::language::{Language, text};
use crate::op::OpOf;
use crate::scalar::{CourtCode, Date};

/// `Court` of the schema.
pub struct Court {
    pub(crate) code: Code,
}

/// A court. Where the directory does not know the code yet, all but the code is null.
#[Object]
impl Court {
    /// Opaque id.
    pub(crate) async fn id(&self, ctx: &Context<'_>) -> Result<ID, Error> {
        Ok(ID(ctx.op()?.app.ids.id(&NodeId::Court(self.code.clone()))))
    }

    /// Stable code.
    async fn code(&self) -> CourtCode {
        CourtCode(self.code.clone())
    }

    /// Name. Where the directory does not know the court, its code.
    async fn name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Language of the name.", default)] lang: Language,
    ) -> Result<String, Error> {
        let court = ctx.op()?.app.courts.court(&self.code);
        let name = court.and_then(|court| text(&court.name, lang));
        Ok(name.unwrap_or_else(|| self.code.to_string()))
    }

    /// Region, for courts of Kazakhstan.
    async fn region(&self, ctx: &Context<'_>) -> Option<Result<Region, Error>> {
        let op = match ctx.op() {
            Ok(op) => op,
            Err(error) => return Some(Err(error)),
        };
        let court = op.app.courts.court(&self.code)?;
        let region = op.app.courts.region(court.region.as_ref()?)?;
        Some(Ok(Region(region)))
    }

    /// First day of its work, where known.
    async fn valid_from(&self, ctx: &Context<'_>) -> Option<Result<Date, Error>> {
        match ctx.op() {
            Ok(op) => op.app.courts.court(&self.code)?.valid_from.map(|day| Ok(Date(day))),
            Err(error) => Some(Err(error)),
        }
    }

    /// Last day of its work; null for a court that sits, or where it is not known.
    async fn valid_to(&self, ctx: &Context<'_>) -> Option<Result<Date, Error>> {
        match ctx.op() {
            Ok(op) => op.app.courts.court(&self.code)?.valid_to.map(|day| Ok(Date(day))),
            Err(error) => Some(Err(error)),
        }
    }
}

/// `Region` of the schema.
pub struct Region(pub(crate) court::Region);

/// A region of Kazakhstan.
#[Object]
impl Region {
    /// Stable code, as in ISO 3166-2: `kz-75`.
    async fn code(&self) -> &str {
        self.0.code.as_str()
    }

    /// First two digits of its KATO code; null for the republic as a whole.
    async fn kato(&self) -> Option<&str> {
        self.0.kato.as_deref()
    }

    /// Name.
    async fn name(
        &self,
        #[graphql(desc = "Language of the name.", default)] lang: Language,
    ) -> String {
        text(&self.0.name, lang).unwrap_or_else(|| self.0.code.to_string())
    }
}
