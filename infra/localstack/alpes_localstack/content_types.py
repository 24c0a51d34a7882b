"""Parses each content type once: twisted does it for every request with Python's parser of
e-mail, which took a third of the CPU time of a LocalStack whose queues are polled."""

from functools import lru_cache

from localstack.runtime import hooks


@hooks.on_infra_start()
def remember_content_types() -> None:
    """There are a handful of them; what somebody makes up does not stay for ever."""
    from twisted.web import http

    http._parseContentType = lru_cache(maxsize=256)(http._parseContentType)
