"""Pictures, tables and sheets from plain values: SVG, CSV, XLSX, JSON and PDF. No models, no requests.

Every function takes frozen dataclasses or sequences of plain values and returns text or bytes, the same
for the same input. Colours come from the page's style sheet through classes; no style attribute, no script.
Texts that a person reads come from the caller, ready to show and in the reader's language; all are escaped.
`Svg` is a str that a template takes as it is.

maps       `world_map(marks, *, title, description, highlight_only=False, link_prefix=None) -> Svg`
           `locator_map(marks, *, title, description, link_prefix=None) -> Svg`
           `CountryMark(m49, iso3, label, lat, lon, value, css_class="", href=None, note="")`
           `value_band(value) -> str`: "band-1", "band-2", "band-3" (3 or 4), "band-5" (5 and more), "band-0"
           `MAP_BANDS`: the bands with their words, for a legend

charts     `bar_chart(bars, *, title, description="") -> Svg` of `Bar(label, value, shown, ...)`
           `stacked_bars(bars, series, *, title, description="") -> Svg` of `StackedBar(label, parts, ...)`,
           `Part(series, value, shown)` and `Series(key, label, pattern, css_class)`
           `progress_bar(progress, *, title, description="") -> Svg` of `Progress(...)`
           `status_track(steps, *, title, description="") -> Svg`, a wide row; `status_column(...)`, narrow;
           of `StatusStep(label, state, shown_date)`; `status_mark(state, *, label="") -> Svg`, one shape
           `timeline(events, *, title, description="") -> Svg` of `DatedEvent(shown_date, label, ...)`

tables     `csv_rows(columns, rows) -> Iterator[bytes]`
           `json_rows(columns, rows, *, meta) -> Iterator[bytes]`
           `xlsx_bytes(columns, rows, *, title, notes) -> bytes` of `Column(key, label, kind)`

paper      `Paper(...)` of blocks; `paper_typesetting(paper)`, and `typeset` sets it: tagged PDF

Import from the module: `from jointfund.rendering.maps import CountryMark, world_map`.
Classes and suggested colours are listed at the head of each module.
"""
