"""The form of a deployment: decimals that are known are replaced only by who says so twice.

Every amount is counted in them: 6 where 18 belong makes it 10^12 times as large, and no rule can tell.
"""

from django.utils.html import format_html

from .forms import RowForm

REPLACED = "decimals_replaced"
"""What a page sends beside other decimals, where its box is ticked: `18 by 6`."""


class DeploymentForm(RowForm):
    """A deployment, on a page of its own or on that of its asset."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_new or self.is_stale or "decimals" in self.errors:
            return
        was, now = self.instance.before.decimals, self.instance.decimals
        name, answer = self.add_prefix(REPLACED), f"{was} by {now}"
        if was not in (None, now) and self.data.get(name) != answer:
            self.add_error("decimals", question(was, now, name, answer))


def question(was: int, now: int | None, name: str, answer: str) -> str:
    """What other decimals would do, and a box to tick."""
    if now is None:
        effect = "Nobody could count an amount any more."
    else:
        effect = f"Every amount would be 10^{abs(was - now)} times as {'large' if now < was else 'small'}."
    return format_html(
        'Nothing was saved yet: it was {}. {} <label class="block">'
        '<input type="checkbox" name="{}" value="{}"> Replace {}</label>',
        was,
        effect,
        name,
        answer,
        answer,
    )
