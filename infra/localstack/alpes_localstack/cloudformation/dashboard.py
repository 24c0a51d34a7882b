"""AWS::CloudWatch::Dashboard."""

from localstack.services.cloudformation.resource_provider import (
    CloudFormationResourceProviderPlugin,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

from alpes_localstack.cloudformation.base import done, generated_name, schema_of


class DashboardPlugin(CloudFormationResourceProviderPlugin):
    """Makes the type known to LocalStack."""

    name = "AWS::CloudWatch::Dashboard"
    factory: type[ResourceProvider] | None = None

    def load(self) -> None:
        self.factory = DashboardProvider


class DashboardProvider(ResourceProvider):
    """Puts the dashboard through the CloudWatch API; putting it again is the update."""

    TYPE = "AWS::CloudWatch::Dashboard"
    SCHEMA = schema_of(TYPE, ["DashboardName"], [])

    def create(self, request: ResourceRequest) -> ProgressEvent:
        model = request.desired_state
        model["DashboardName"] = model.get("DashboardName") or generated_name(request)
        return self._put(request, model)

    def update(self, request: ResourceRequest) -> ProgressEvent:
        return self._put(request, {**request.previous_state, **request.desired_state})

    def delete(self, request: ResourceRequest) -> ProgressEvent:
        request.aws_client_factory.cloudwatch.delete_dashboards(
            DashboardNames=[request.desired_state["DashboardName"]]
        )
        return done(request, {})

    def _put(self, request: ResourceRequest, model: dict) -> ProgressEvent:
        request.aws_client_factory.cloudwatch.put_dashboard(
            DashboardName=model["DashboardName"], DashboardBody=model["DashboardBody"]
        )
        return done(request, model)
