"""What HTTP serves: the admin, health and metrics."""

from django.conf import settings
from django.contrib import admin
from django.urls import path
from django.views.generic import RedirectView
from django_prometheus.exports import ExportToDjangoView

from cqar_site import health
from cqi.login.second_factor import second_factor
from registry.admin.choices import Choices

handler403 = "cqi.login.refused.not_allowed"
handler404 = "cqi.login.refused.not_found"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/autocomplete/", admin.site.admin_view(Choices.as_view(admin_site=admin.site))),
    path("admin/second-factor/", second_factor, name="second_factor"),
    path("admin/", admin.site.urls),
    path("health/live", health.live),
    path("health/ready", health.ready_in_short if settings.CONFIG.http.ops_port else health.ready),
]

if settings.CONFIG.metrics.enabled and not settings.CONFIG.http.ops_port:
    urlpatterns.append(path(settings.CONFIG.metrics.path.removeprefix("/"), ExportToDjangoView))
