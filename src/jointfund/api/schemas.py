"""What the API hands out. What no source gives is null, never 0 and never an empty word."""

from datetime import date

from ninja import Field, Schema

Amount = int | float


class Problem(Schema):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[str]


class SourceOut(Schema):
    """The lines of a document a value was read from."""

    document: str = Field(description="key of the document")
    start_line: int | None
    end_line: int | None
    page: int | None
    url: str = Field(description="page of this site that shows the lines")


class Meta(Schema):
    """What an answer stands for."""

    fund: str
    as_of: date = Field(description="every figure stands for this day")
    licence: str
    currency: str
    count: int = Field(description="how many there are in all")
    in_words: str | None = None


class FundOut(Schema):
    code: str
    reference_prefix: str
    name: str
    short_name: str
    currency: str
    licence: str
    is_demonstration: bool


class Code(Schema):
    """A code beside its label."""

    code: str
    label: str


class Area(Schema):
    number: int
    title: str
    short: str | None


class StatusOut(Schema):
    code: str
    label: str
    stage: str = Field(description="pipeline, funded or closed")
    since: str | None = Field(
        None, description="as exactly as its source dates it: 2023, 2023-07 or 2023-07-31"
    )


class Budget(Schema):
    amount: Amount
    currency: str
    precision: str | None = Field(description="exact or rounded")


class CountryIn(Schema):
    """A country of a programme in one role."""

    iso3: str
    name: str
    role: str
    standing: str = Field(description="confirmed or suggested")
    words: str | None = Field(None, description="words of the text that suggest it")
    source: SourceOut | None = None


class Party(Schema):
    code: str
    name: str
    role: str = Field(description="lead, participating or associated")
    confidence: str | None = Field(description="of the source; null where it is printed plainly")
    source: SourceOut | None = None


class Partner(Schema):
    name: str
    kind: str | None
    source: SourceOut | None = None


class Tag(Schema):
    scheme: str
    code: str
    label: str
    standing: str = Field(description="confirmed or suggested")
    words: str | None = Field(None, description="words of the text that suggest it")
    source: SourceOut | None = None


class ProgrammeOut(Schema):
    """A programme as a list tells it. Suggested tags are left out unless `tags` asks for them."""

    reference: str
    url: str
    title: str | None = Field(description="null where it is lost in the source")
    heading: str
    summary: str | None
    status: StatusOut | None
    area: Area | None
    budget: Budget | None
    duration_months: int | None
    starts_on: str | None
    ends_on_original: str | None
    ends_on: str | None
    countries: list[CountryIn]
    places: list[str]
    parties: list[Party]
    key_partners: list[Partner]
    key_partners_text: str | None
    tags: list[Tag]


class ProgrammeList(Schema):
    meta: Meta
    results: list[ProgrammeOut]
    next: str | None = Field(description="address of the next part; null at the end")


class EventOut(Schema):
    """A status the programme reached, and what it rests on."""

    status: Code
    on: str
    cites: str | None
    confidence: str | None
    note: str | None
    source: SourceOut | None


class FieldSourceOut(Schema):
    """Where a value was read, as that source prints it."""

    field: str
    printed: str | None
    doubt: str | None
    source: SourceOut


class ProgrammeDetail(ProgrammeOut):
    """A programme with the source of each value."""

    meta: Meta
    status_events: list[EventOut]
    field_sources: list[FieldSourceOut]


class ContributorOut(Schema):
    """A contribution as published. Commitment, deposit date, currency and fee are null: none is printed."""

    code: str
    name: str
    iso3: str | None
    is_member_state: bool
    amount: Amount
    share: float | None
    published: str
    commitment: Amount | None
    deposited_on: date | None
    original_currency: str | None
    agent_fee: Amount | None
    source: SourceOut | None


class ContributorList(Schema):
    meta: Meta
    results: list[ContributorOut]


class CountryOut(Schema):
    """A country of the portfolio with how many programmes work there, by stage, and name it, by role."""

    iso3: str
    name: str
    region: str
    subregion: str | None
    programmes: int
    stages: dict[str, int]
    roles: dict[str, int]


class CountryList(Schema):
    meta: Meta
    results: list[CountryOut]


class OrganisationOut(Schema):
    code: str
    acronym: str | None
    name: str
    kind: str
    iso3: str | None
    roles: dict[str, int] = Field(description="programmes by role: lead, participating, associated")


class OrganisationList(Schema):
    meta: Meta
    results: list[OrganisationOut]


class AreaOut(Area):
    source: str


class TermOut(Schema):
    scheme: str
    code: str
    label: str
    gloss: str | None
    parent: str | None
    source: str
    as_of: str


class VocabularyStatus(Schema):
    code: str
    label: str
    stage: str
    position: int
    source: str | None


class PlaceOut(Schema):
    """One side of a discrepancy."""

    quote: str
    source: SourceOut


class DiscrepancyOut(Schema):
    number: int
    kind: str
    severity: str
    subject: str
    explanation: str | None
    places: list[PlaceOut]


class DiscrepancyList(Schema):
    meta: Meta
    results: list[DiscrepancyOut]


class DocumentOut(Schema):
    key: str
    kind: str
    title: str
    issuer: str | None
    issued: str | None
    url: str | None = Field(description="where it was published")
    page: str = Field(description="its page on this site")
    sha256: str | None = Field(description="hash of the kept original; null where only facts were entered")


class DocumentList(Schema):
    meta: Meta
    results: list[DocumentOut]
