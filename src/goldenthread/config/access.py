"""The addresses that need no signed-in person, and those a person may reach before their second factor is set up. Nothing else is exempt."""

OPEN_PREFIXES = (
    "/healthz",
    "/readyz",
    "/sign-in/",
    "/sign-out/",
    "/invitation/",
    "/static/",
    "/favicon.ico",
    "/accent/",
    "/accessibility/",
    "/demonstration/mail/",
    "/api/v1/",
    "/respond/",
    "/notify/",
    "/calendar/",
)
SECOND_FACTOR_PREFIXES = ("/account/second-factor/", "/account/confirm/")
