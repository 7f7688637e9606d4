"""Services, their keys, and the names by which tokens and certificates know users."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold import widgets
from unfold.admin import ModelAdmin

from cqi.auth import keys
from cqi.auth.accounts import account, checked_name
from cqi.auth.models import ApiKey, ExternalIdentity, ServiceAccount
from cqi.errors import InvalidInput, RuleViolated
from cqi.login.shown import OnlyShownAdmin


class NewServiceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A service by its name.  Its user is made with it."""

    name = forms.CharField(
        max_length=64, widget=widgets.UnfoldAdminTextInputWidget, help_text="Such as order-router."
    )
    groups = forms.ModelMultipleChoiceField(
        Group.objects.order_by("name"),
        required=False,
        widget=widgets.UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="What it may do; in no group it may do nothing.",
    )

    class Meta:
        model = ServiceAccount
        fields = ("calls_per_second",)

    def clean_name(self) -> str:
        try:
            name = checked_name(self.cleaned_data["name"])
        except InvalidInput as error:
            raise ValidationError([violation.description for violation in error.violations]) from None
        if User.objects.filter(username=name).exists():
            raise ValidationError("there is a user of this name: choose another")
        return name


@admin.register(ServiceAccount)
class ServiceAccountAdmin(ModelAdmin):  # type: ignore[misc]  # unfold has no types
    """Groups and whether it is active are on the page of the user.

    An account is not deleted: the user would stay, with its keys and without the mark.
    """

    list_display = ("user", "groups", "calls_per_second", "is_active")
    list_select_related = ("user",)
    search_fields = ("user__username",)
    ordering = ("user__username",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).prefetch_related("user__groups")  # type: ignore[no-any-return]

    @admin.display(description="groups")
    def groups(self, row: ServiceAccount) -> str:
        names = sorted(group.name for group in row.user.groups.all())
        return ", ".join(names) or "none: it may do nothing"

    @admin.display(description="keys")
    def live_keys(self, row: ServiceAccount) -> str:
        keys_of_it = f"{reverse('admin:cqi_auth_apikey_changelist')}?{urlencode({'q': row.user.username})}"
        another = f"{reverse('admin:cqi_auth_apikey_add')}?{urlencode({'user': row.user_id})}"
        link = '<a href="{}" class="underline">{}</a> · <a href="{}" class="underline">Make a key</a>'
        return format_html(link, keys_of_it, "All its keys", another)

    @admin.display(boolean=True, ordering="user__is_active")
    def is_active(self, row: ServiceAccount) -> bool:
        return row.user.is_active

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        shown = ("user", "groups", "is_active", "live_keys", "calls_per_second")
        return shown if obj else ("name", "groups", "calls_per_second")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("user", "groups", "is_active", "live_keys") if obj else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs |= {"form": NewServiceForm, "fields": ("calls_per_second",)}
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            user, _ = account(form.cleaned_data["name"])
            user.groups.set(form.cleaned_data["groups"])
            obj.pk, obj.user, obj._state.adding = user.service_account.pk, user, False
        super().save_model(request, obj, form, change)


class NewKeyForm(forms.ModelForm):  # type: ignore[type-arg]
    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "user" in given and "expires_at" in given:
            try:
                keys.check_new(given["user"], given["expires_at"])
            except RuleViolated as error:
                raise ValidationError(str(error)) from None
        return given


@admin.register(ApiKey)
class ApiKeyAdmin(OnlyShownAdmin):
    """A key is made and revoked.  It is not deleted, so that what it was stays known."""

    form = NewKeyForm
    list_display = ("public_id", "user", "state", "label", "created_at", "expires_at", "last_used_at")
    list_select_related = ("user",)
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    search_fields = ("public_id", "user__username", "label")
    autocomplete_fields = ("user",)
    actions = ("revoke_keys",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        asked = ("user", "label", "expires_at")
        return (*asked, "public_id", "state", "created_at", "revoked_at", "last_used_at") if obj else asked

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("cqi_auth.change_apikey")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        context |= {
            "save_label": "Make key",
            "show_save_and_continue": False,
            "show_save_and_add_another": False,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        made, text = keys.issue(obj.user, label=obj.label, expires_at=obj.expires_at)
        obj.pk, obj.public_id = made.pk, made.public_id
        request.new_key = text  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """The key, in this answer alone: a message for the next page would be kept in a cookie or the session."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"Key {obj.public_id} of {obj.user}",
            "opts": self.opts,
            "key": request.new_key.get_secret_value(),  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/key_made.html", context)

    @admin.action(description="Revoke the selected keys", permissions=["revoke"])
    def revoke_keys(self, request: HttpRequest, chosen: "QuerySet[ApiKey]") -> None:
        live = list(chosen.filter(revoked_at__isnull=True))
        for key in live:
            keys.revoke(key)
            self.log_change(request, key, "Revoked.")
        if live:
            names = ", ".join(key.public_id for key in live)
            said = f"Revoked: {names}. Servers refuse them within 5 seconds."
            self.message_user(request, said, messages.SUCCESS)
        else:
            self.message_user(request, "They were revoked before.", messages.WARNING)


@admin.register(ExternalIdentity)
class ExternalIdentityAdmin(ModelAdmin):  # type: ignore[misc]  # unfold has no types
    list_display = ("name", "kind", "user")
    list_select_related = ("user",)
    list_filter = ("kind",)
    search_fields = ("name", "user__username")
    autocomplete_fields = ("user",)
    ordering = ("name", "kind")
