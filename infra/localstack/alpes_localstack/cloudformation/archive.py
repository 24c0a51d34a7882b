"""AWS::Events::Archive."""

import json

from localstack.services.cloudformation.resource_provider import (
    CloudFormationResourceProviderPlugin,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

from alpes_localstack.cloudformation.base import done, generated_name, schema_of


class ArchivePlugin(CloudFormationResourceProviderPlugin):
    """Makes the type known to LocalStack."""

    name = "AWS::Events::Archive"
    factory: type[ResourceProvider] | None = None

    def load(self) -> None:
        self.factory = ArchiveProvider


class ArchiveProvider(ResourceProvider):
    """Creates the archive through the EventBridge API, which LocalStack has."""

    TYPE = "AWS::Events::Archive"
    SCHEMA = schema_of(TYPE, ["ArchiveName"], ["Arn"])

    def create(self, request: ResourceRequest) -> ProgressEvent:
        model = request.desired_state
        model["ArchiveName"] = model.get("ArchiveName") or generated_name(request)
        answer = request.aws_client_factory.events.create_archive(
            ArchiveName=model["ArchiveName"], EventSourceArn=model["SourceArn"], **_settings(model)
        )
        model["Arn"] = answer["ArchiveArn"]
        return done(request, model)

    def update(self, request: ResourceRequest) -> ProgressEvent:
        model = {**request.previous_state, **request.desired_state}
        request.aws_client_factory.events.update_archive(
            ArchiveName=model["ArchiveName"], **_settings(model)
        )
        return done(request, model)

    def delete(self, request: ResourceRequest) -> ProgressEvent:
        request.aws_client_factory.events.delete_archive(
            ArchiveName=request.desired_state["ArchiveName"]
        )
        return done(request, {})


def _settings(model: dict) -> dict:
    settings = {}
    if model.get("Description"):
        settings["Description"] = model["Description"]
    if model.get("EventPattern"):
        settings["EventPattern"] = json.dumps(model["EventPattern"])
    if model.get("RetentionDays"):
        settings["RetentionDays"] = int(model["RetentionDays"])
    return settings
