"""The program's addresses, and the bare view that pages are compared with: the same middleware and base template, one query, as many bytes."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from goldenthread.config.urls import urlpatterns as program
from goldenthread.design.page import Head


def bare(request: HttpRequest) -> HttpResponse:
    """A page of the base template with `bytes` of text in it, after one query."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from partnership_partnership")
        cursor.fetchone()
    return render(
        request,
        "benchmarking/bare.html",
        {"head": Head("Bare"), "filling": "x" * min(int(request.GET.get("bytes", "0")), 2_000_000)},
    )


urlpatterns = [path("bare/", bare), *program]
