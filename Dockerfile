FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CQI_SERVICE_ENVIRONMENT=production \
    CQI_GRPC_HOST=0.0.0.0 \
    CQI_HTTP_HOST=0.0.0.0

RUN useradd --uid 10001 --no-create-home cqar
WORKDIR /app

# Before the code, which changes more often.
COPY requirements.txt ./
COPY contracts ./contracts
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

# The report of a seed goes there.
RUN mkdir .data && chown cqar .data

COPY manage.py ./
COPY cqi ./cqi
COPY registry ./registry
COPY grpc_api ./grpc_api
COPY cqar_site ./cqar_site
COPY templates ./templates
COPY fixtures ./fixtures

USER cqar
EXPOSE 9090 8080
CMD ["python", "manage.py", "serve"]
