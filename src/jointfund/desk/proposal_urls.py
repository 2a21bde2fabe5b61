"""Addresses of joint proposals at the desk. A proposal is known by its draft number, which it keeps."""

from django.urls import URLPattern, path

from jointfund.desk.views.proposals import exchange, files, going, listing, overview, sections

proposal_patterns: list[URLPattern] = [
    path("desk/proposals/", listing.proposals, name="desk-proposals"),
    path("desk/proposals/new/", listing.new_proposal, name="desk-proposal-new"),
    path("desk/proposals/<int:draft>/", overview.proposal, name="desk-proposal"),
    path("desk/proposals/<int:draft>/party/", overview.proposal_party, name="desk-proposal-party"),
    path("desk/proposals/<int:draft>/missing/", going.complete, name="desk-proposal-complete"),
    path("desk/proposals/<int:draft>/move/", going.move, name="desk-proposal-move"),
    path("desk/proposals/<int:draft>/text.docx", exchange.word_file, name="desk-proposal-word"),
    path("desk/proposals/<int:draft>/budget.xlsx", exchange.budget_file, name="desk-proposal-budget-file"),
    path("desk/proposals/<int:draft>/file/", exchange.bring_back, name="desk-proposal-file"),
    path("desk/proposals/<int:draft>/files/", files.files, name="desk-proposal-files"),
    path("desk/proposals/<int:draft>/files/<int:number>/", files.file_of, name="desk-proposal-file-of"),
    path("desk/proposals/<int:draft>/endorse/", going.endorse, name="desk-proposal-endorse"),
    path("desk/proposals/<int:draft>/receipt/<int:number>/", going.receipt, name="desk-proposal-receipt"),
    path("desk/proposals/<int:draft>/version/<int:number>/", going.version, name="desk-proposal-version"),
    path(
        "desk/proposals/<int:draft>/version/<int:number>/file.pdf",
        going.version_file,
        name="desk-proposal-version-file",
    ),
    path("desk/proposals/<int:draft>/write/<slug:section>/", sections.section, name="desk-proposal-section"),
    path(
        "desk/proposals/<int:draft>/write/<slug:section>/comment/",
        sections.comment,
        name="desk-proposal-comment",
    ),
    path(
        "desk/proposals/<int:draft>/write/<slug:section>/of/<slug:party>/",
        sections.section,
        name="desk-proposal-section-of",
    ),
    path(
        "desk/proposals/<int:draft>/write/<slug:section>/of/<slug:party>/comment/",
        sections.comment,
        name="desk-proposal-comment-of",
    ),
]
