"""Which CloudFormation types exist, answered without the vendor's server.

LocalStack asks its own server for a catalog before it refuses a type. Where that server
cannot be reached, CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES=0 refuses every type, and 1 "creates"
unknown ones as an empty success. The types of this very process are the truth that is needed.
"""

from localstack.runtime import hooks
from localstack.services.cloudformation.resource_provider import plugin_manager
from localstack.utils.catalog.catalog import AwsCatalogRuntimePlugin
from localstack.utils.catalog.common import (
    CloudFormationResourcesSupportAtRuntime,
    CloudFormationResourcesSupportInLatest,
)


@hooks.on_infra_start()
def answer_from_installed_types() -> None:
    """Gives the offline catalog, which knows nothing, the types that are installed."""
    AwsCatalogRuntimePlugin.get_cloudformation_resource_status = _status


def _status(self, resource_name: str, service_name: str, is_pro_resource: bool = False):
    if resource_name.startswith("Custom::") or resource_name not in plugin_manager.list_names():
        return CloudFormationResourcesSupportInLatest.NOT_SUPPORTED
    return CloudFormationResourcesSupportAtRuntime.AVAILABLE
