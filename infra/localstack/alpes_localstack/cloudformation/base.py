"""What the three resource types share: a model in, the same model out with its read-only parts."""

from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)


def done(request: ResourceRequest, model: dict) -> ProgressEvent:
    """The operation is finished, at once."""
    return ProgressEvent(
        status=OperationStatus.SUCCESS, resource_model=model, custom_context=request.custom_context
    )


def generated_name(request: ResourceRequest) -> str:
    """A name for a resource that the template does not name: stable over updates."""
    unique = request.stack_id.rsplit("/", 1)[-1].replace("-", "")[:12]
    return f"{request.stack_name[:20]}-{request.logical_resource_id[-15:]}"[:35] + unique


def schema_of(type_name: str, identifier: list[str], read_only: list[str]) -> dict:
    """The part of a type's schema that LocalStack's engine reads."""
    return {
        "typeName": type_name,
        "primaryIdentifier": [f"/properties/{name}" for name in identifier],
        "readOnlyProperties": [f"/properties/{name}" for name in read_only],
    }


