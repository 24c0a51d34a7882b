"""AWS::ApiGateway::Authorizer. LocalStack's community edition stores it and never runs it."""

from localstack.services.cloudformation.resource_provider import (
    CloudFormationResourceProviderPlugin,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

from alpes_localstack.cloudformation.base import done, schema_of

# CloudFormation's names, and the API's.
FIELDS = {
    "AuthType": "authType",
    "AuthorizerCredentials": "authorizerCredentials",
    "AuthorizerResultTtlInSeconds": "authorizerResultTtlInSeconds",
    "AuthorizerUri": "authorizerUri",
    "IdentitySource": "identitySource",
    "IdentityValidationExpression": "identityValidationExpression",
    "Name": "name",
    "ProviderARNs": "providerARNs",
    "Type": "type",
}


class AuthorizerPlugin(CloudFormationResourceProviderPlugin):
    """Makes the type known to LocalStack."""

    name = "AWS::ApiGateway::Authorizer"
    factory: type[ResourceProvider] | None = None

    def load(self) -> None:
        self.factory = AuthorizerProvider


class AuthorizerProvider(ResourceProvider):
    """Creates the authorizer through the API Gateway API."""

    TYPE = "AWS::ApiGateway::Authorizer"
    SCHEMA = schema_of(TYPE, ["RestApiId", "AuthorizerId"], ["AuthorizerId"])

    def create(self, request: ResourceRequest) -> ProgressEvent:
        model = request.desired_state
        answer = request.aws_client_factory.apigateway.create_authorizer(
            restApiId=model["RestApiId"], **_settings(model)
        )
        model["AuthorizerId"] = answer["id"]
        return done(request, model)

    def update(self, request: ResourceRequest) -> ProgressEvent:
        model = {**request.previous_state, **request.desired_state}
        settings = _settings(model)
        settings.pop("providerARNs", None)
        request.aws_client_factory.apigateway.update_authorizer(
            restApiId=model["RestApiId"],
            authorizerId=model["AuthorizerId"],
            patchOperations=[
                {"op": "replace", "path": f"/{name}", "value": str(value)}
                for name, value in settings.items()
            ],
        )
        return done(request, model)

    def delete(self, request: ResourceRequest) -> ProgressEvent:
        model = request.desired_state
        request.aws_client_factory.apigateway.delete_authorizer(
            restApiId=model["RestApiId"], authorizerId=model["AuthorizerId"]
        )
        return done(request, {})


def _settings(model: dict) -> dict:
    settings = {api: model[name] for name, api in FIELDS.items() if model.get(name) is not None}
    if "authorizerResultTtlInSeconds" in settings:
        ttl = settings["authorizerResultTtlInSeconds"]
        settings["authorizerResultTtlInSeconds"] = int(ttl)
    return settings
