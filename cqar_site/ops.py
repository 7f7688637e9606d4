"""Health and metrics, for those who run the program: on the HTTP port, or on a port of their own.

A probe of Kubernetes names the pod's IP as the host, and no configuration knows that beforehand. So health is
answered whatever host a request names, and so is everything on the port of their own, where nothing else is served.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import resolve
from django_prometheus.exports import ExportToDjangoView

from cqar_site import health
from cqar_site.access import PROBED, Respond, noted
from cqar_site.http import bind_http

PORT_VARIABLE = "CQI_HTTP_OPS_PORT"
THREADS = 2


def any_host(get_response: Respond) -> Respond:
    """A middleware, before those that look at the host: probes are answered here, other pages go on."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.path_info in PROBED:
            return resolve(request.path_info).func(request)  # type: ignore[no-any-return]  # a view's response
        return get_response(request)

    return respond


def start_ops() -> None:
    """Serve the port of their own, if there is one, until the process ends.  Raises StartError."""
    if port := settings.CONFIG.http.ops_port:
        server = bind_http(ops_application, port, PORT_VARIABLE, THREADS)
        threading.Thread(target=server.run, name="ops", daemon=True).start()


def ops_application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The WSGI application of that port: no middleware of the site, so no session, no host and no redirect."""
    page = ops_pages().get(environ["PATH_INFO"], HttpResponseNotFound)
    response = noted(page)(WSGIRequest(environ))
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [response.content]


def ops_pages() -> dict[str, Respond]:
    """The pages of that port."""
    pages: dict[str, Respond] = {"/health/live": health.live, "/health/ready": health.ready}
    metrics = settings.CONFIG.metrics
    return pages | ({metrics.path: ExportToDjangoView} if metrics.enabled else {})
