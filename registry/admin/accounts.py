"""People and their groups, in the look of the other pages."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from cqi.auth.accounts import refuse_unrecordable
from cqi.errors import InvalidInput

admin.site.unregister(User)
admin.site.unregister(Group)


class NewUserForm(UserCreationForm):  # type: ignore[misc]  # unfold has no types
    def clean_username(self) -> str:
        name: str = super().clean_username() or ""  # nothing is returned for one that is refused
        try:
            refuse_unrecordable(name)
        except InvalidInput as error:
            raise ValidationError([violation.description for violation in error.violations]) from None
        return name


@admin.register(User)
class AccountAdmin(UserAdmin, ModelAdmin):  # type: ignore[misc, type-arg]  # unfold has no types
    """A name stands for one user for ever, since records say who did something by name.

    So nobody is renamed or deleted: who is gone is made inactive.  With a user Django would also delete the
    history of what that user did in the admin.
    """

    form = UserChangeForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        return (*super().get_readonly_fields(request, obj), *(("username",) if obj else ()))


@admin.register(Group)
class AccountGroupAdmin(GroupAdmin, ModelAdmin):  # type: ignore[misc]
    pass
