"""Shortens the waits that are made for AWS, where they are in this very process.

CloudFormation's engine looks at a resource that is not ready once a second, and so do
botocore's waiters, two of them for every function that is updated: a change of 64 functions
spent most of two minutes waiting for what had taken milliseconds.
"""

from math import ceil

from localstack.runtime import hooks

LOOK_SECONDS = 0.1


@hooks.on_infra_start()
def wait_for_less() -> None:
    """Looks ten times a second, for as long in all."""
    from botocore.waiter import SingleWaiterConfig
    from localstack.services.cloudformation.resource_provider import ResourceProviderExecutor

    timeout, _ = ResourceProviderExecutor.deploy_loop.__defaults__
    ResourceProviderExecutor.deploy_loop.__defaults__ = (timeout, LOOK_SECONDS)

    stock = SingleWaiterConfig.__init__

    def quick(self: SingleWaiterConfig, single_waiter_config: dict) -> None:
        stock(self, single_waiter_config)
        self.max_attempts = ceil(self.max_attempts * self.delay / LOOK_SECONDS)
        self.delay = LOOK_SECONDS

    SingleWaiterConfig.__init__ = quick
