# The service: API, dashboard and command line. `docker build -t zuzhitu .`
FROM python:3.13-slim AS build
WORKDIR /opt/zuzhitu
RUN python -m venv .venv
COPY requirements.lock ./
RUN .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY cypher cypher
COPY loaders loaders
COPY examples examples
# Editable, so that `zuzhitu demo` finds the example city beside the code.
RUN .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
  && .venv/bin/python -m compileall -q app cypher loaders

FROM python:3.13-slim
RUN useradd --uid 10001 --home-dir /data --create-home zuzhitu
COPY --from=build /opt/zuzhitu /opt/zuzhitu
ENV PATH=/opt/zuzhitu/.venv/bin:$PATH PYTHONUNBUFFERED=1
# To listen to others it needs ZUZHITU_KEYS (a file on the volume), or ZUZHITU_OPEN=true where all may read.
ENV ZUZHITU_HOST=0.0.0.0 ZUZHITU_PORT=8000 ZUZHITU_DATA_DIR=/data
USER zuzhitu
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["zuzhitu"]
CMD ["serve"]
