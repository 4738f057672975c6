# The build installs what `make` installs, with the same constraints; the image holds the result only.
FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot bot
COPY cogs cogs
COPY domain domain
COPY storage storage
COPY sandbox sandbox
RUN python -m venv /opt/nexus \
    && /opt/nexus/bin/pip install --compile --no-cache-dir --disable-pip-version-check -c constraints.txt '.[speed]'

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /srv/nexus --create-home nexus \
    && install -d -o nexus -g nexus /srv/nexus/data
COPY --from=build /opt/nexus /opt/nexus
ENV PATH=/opt/nexus/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////srv/nexus/data/nexus.db \
    NEXUS_LOG_FORMAT=json \
    NEXUS_HEALTH_ADDRESS=127.0.0.1:8081
USER nexus
WORKDIR /srv/nexus
VOLUME /srv/nexus/data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8081/readyz', timeout=4)"]
ENTRYPOINT ["nexus"]
CMD ["run"]
