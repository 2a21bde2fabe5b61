"""Addresses of the balance board, at the root and under `/funds/CODE/`."""

from django.urls import URLPattern, URLResolver, include, path

from jointfund.desk.views import board

board_patterns: list[URLPattern] = [
    path("desk/board/", board.board, name="desk-board"),
    path("desk/board/<int:number>/", board.scenario, name="desk-scenario"),
    path("desk/board/<int:number>/print/", board.printed, name="desk-scenario-print"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *board_patterns,
    path("funds/<str:fund_code>/", include(board_patterns)),
]
