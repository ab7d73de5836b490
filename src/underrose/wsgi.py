"""The application a server loads. It does not start while retention.toml is silent about a field."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.settings")
application = get_wsgi_application()

from underrose.kit import retention  # noqa: E402 - the models are known only now

retention.require_complete()
