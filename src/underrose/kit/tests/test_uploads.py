"""How much is taken in: files of a fair size whole, a longer one cut, and a flood not at all."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory

from underrose.kit.uploads import Measured, measured

requests = RequestFactory()


@pytest.fixture(autouse=True)
def small_limits(settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100_000
    settings.LONGEST_REQUEST = 500_000


def taken(size):
    request = requests.post("/", {"words": "kept", "file": SimpleUploadedFile("a.txt", b"x" * size)})
    request.upload_handlers = [Measured(request)]
    return request


@pytest.mark.parametrize(("sent", "held"), [(0, 0), (99_999, 99_999), (100_000, 100_000), (300_000, 100_000)])
def test_file_is_held_up_to_the_limit_and_its_size_is_known(sent, held):
    request = taken(sent)
    file = request.FILES["file"]
    assert (len(file.read()), file.size, request.POST["words"]) == (held, sent, "kept")


class Unread(BytesIO):
    def read(self, *_):
        raise AssertionError


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "status"), [("500000", 200), ("500001", 413), ("", 200), ("many", 200)])
def test_flood_is_refused_before_it_is_read(length, status):
    request = requests.generic("POST", "/desk/", CONTENT_LENGTH=length, **{"wsgi.input": Unread()})
    assert measured(lambda _: HttpResponse())(request).status_code == status
