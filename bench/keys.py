"""The caller that measurements call as."""

NO_LIMIT = 1_000_000_000


def new_key() -> str:
    """An API key of a caller who may do everything, as often as it likes; earlier ones are gone."""
    # They need Django to be set up.
    from cqi.auth.accounts import account  # noqa: PLC0415
    from cqi.auth.keys import issue  # noqa: PLC0415
    from cqi.auth.models import ApiKey, ServiceAccount  # noqa: PLC0415
    from registry.services.permissions import GROUPS  # noqa: PLC0415

    user, _ = account("bench")
    user.groups.set(user.groups.model.objects.filter(name__in=GROUPS))
    ServiceAccount.objects.filter(user=user).update(calls_per_second=NO_LIMIT)
    ApiKey.objects.filter(user=user).delete()
    return issue(user)[1].get_secret_value()
