"""The application a server loads. It does not start while retention.toml is silent about a field."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.settings")
application = get_wsgi_application()

from underrose.kit import retention  # noqa: E402 - the models are known only now

retention.require_complete()

# What was loaded stays for as long as the process does: the collector need not walk it again and again. Requests leave
# few cycles behind, so looking for them less often costs a few megabytes and saves a twentieth of an answer's time.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 10)
