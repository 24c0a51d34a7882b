"""Makes StartReplay work in LocalStack 4.13.1 and 4.14.0.

Its archive keeps an event's time as text, and its replay treats it as a datetime: every
replay of an archive with events in it ends with "str.replace() takes no keyword arguments".
"""

from datetime import UTC, datetime

from localstack.runtime import hooks


@hooks.on_infra_start()
def keep_times_as_datetimes() -> None:
    """Archived events carry what the replay expects."""
    from localstack.services.events.archive import ArchiveService

    stock = ArchiveService.put_events

    def put_events(self: ArchiveService, events: list[dict]) -> None:
        stock(self, [{**event, "time": _datetime(event["time"])} for event in events])

    ArchiveService.put_events = put_events


def _datetime(time: str | datetime) -> datetime:
    if isinstance(time, datetime):
        return time
    return datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
