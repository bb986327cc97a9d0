# The dashboard as an image. It needs no root, no writable file system but /tmp, and no network
# but its own port:
#
#   docker build --tag nato-geography .
#   docker run --rm --read-only --tmpfs /tmp --cap-drop ALL --publish 8501:8501 nato-geography
#
# No secret is built in: STREAMLIT_SERVER_COOKIE_SECRET comes with the container, the same for all
# replicas.

# The Python that the tests run on, one image of it: the tag may be moved, the digest cannot. To be
# set anew, and built anew, for each patch of Python or of Debian.
FROM python:3.11.14-slim-bookworm@sha256:65a93d69fa75478d554f4ad27c85c1e69fa184956261b4301ebaf6dbb0a3543d

WORKDIR /app

# Before the code, so that a change of the code does not install again. Wheels only: nothing is
# compiled, and no package runs a set-up of its own. Each is one of those whose hashes are locked.
COPY .github/requirements.lock ./
RUN pip install --no-cache-dir --only-binary :all: --require-hashes --requirement requirements.lock

COPY LICENSE dashboard.py ./
COPY .streamlit/config.toml .streamlit/
COPY pages/ pages/
COPY geo_data/ geo_data/
# The file system may be read-only when it runs, so Python compiles now.
RUN python -m compileall -q dashboard.py pages geo_data

# .streamlit/config.toml keeps the server to the machine itself; in a container that would be
# nobody. Any other setting may be set the same way, STREAMLIT_SERVER_BASE_URL_PATH for one.
ENV STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501 \
    STREAMLIT_SERVER_HEADLESS=true \
    HOME=/tmp \
    MPLCONFIGDIR=/tmp/matplotlib \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

# A number that needs no entry in /etc/passwd, and that Kubernetes can see is not root.
USER 10001:10001
EXPOSE 8501

# The image has no curl; Python asks just as well.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-c", "\
import os, urllib.request as web; \
at = os.environ['STREAMLIT_SERVER_PORT'], os.environ.get('STREAMLIT_SERVER_BASE_URL_PATH', ''); \
path = '/'.join(filter(None, [at[1].strip('/'), '_stcore/health'])); \
web.urlopen(f'http://127.0.0.1:{at[0]}/{path}', timeout=4)"]

# No shell between: SIGTERM reaches Streamlit, which closes its websockets and ends.
CMD ["streamlit", "run", "dashboard.py"]
