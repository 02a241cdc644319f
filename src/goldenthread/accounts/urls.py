"""Signing in and out, and the second factor: allauth's views under addresses of our own."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as identities
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import path

from goldenthread.accounts import views

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/second-factor/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/locked/", account.account_inactive, name="account_inactive"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/with/<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", openid.callback, name="openid_connect_callback"),
    path("sign-in/cancelled/", identities.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/identity/", views.identity, name="socialaccount_connections"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("account/password/", views.password, name="password"),
    path("account/confirm/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/confirm/second-factor/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/second-factor/", mfa.index, name="mfa_index"),
    path("account/second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/second-factor/codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/second-factor/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("account/second-factor/passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/change/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]
