"""LocalStack's DynamoDB and DynamoDB Streams providers (v2) on dynoxide.

Chosen by PROVIDER_OVERRIDE_DYNAMODB=dynoxide and PROVIDER_OVERRIDE_DYNAMODBSTREAMS=dynoxide.
dynoxide keeps one namespace: all accounts and regions see the same tables.
"""

import hashlib

from localstack.aws.api import RequestContext, handler
from localstack.aws.api.dynamodbstreams import (
    DescribeStreamInput,
    DescribeStreamOutput,
    GetRecordsInput,
    GetRecordsOutput,
    GetShardIteratorInput,
    GetShardIteratorOutput,
)
from localstack.aws.forwarder import HttpFallbackDispatcher
from localstack.services.dynamodb.v2.provider import DynamoDBProvider
from localstack.services.dynamodbstreams.v2.provider import DynamoDBStreamsProvider
from localstack.services.plugins import Service
from localstack.services.plugins import aws_provider as provides

from alpes_localstack.dynoxide_server import DynoxideServer


class DynoxideDynamoDBProvider(DynamoDBProvider):
    """The stock provider; only the engine behind it is another."""

    @staticmethod
    def _new_dynamodb_server() -> DynoxideServer:
        return DynoxideServer.get()


class DynoxideStreamsProvider(DynamoDBStreamsProvider):
    """Forwards to dynoxide's own streams, and gives its shards ids of a legal length."""

    def __init__(self) -> None:
        super().__init__()
        self.server = DynoxideServer.get()

    @handler("DescribeStream", expand=False)
    def describe_stream(
        self, context: RequestContext, payload: DescribeStreamInput
    ) -> DescribeStreamOutput:
        result = self.forward_request(context, payload)
        for shard in result["StreamDescription"].get("Shards", []):
            shard["ShardId"] = shard_id(shard["ShardId"])
            # An open shard has no end; dynoxide names its latest record there.
            shard["SequenceNumberRange"].pop("EndingSequenceNumber", None)
        return result

    @handler("GetShardIterator", expand=False)
    def get_shard_iterator(
        self, context: RequestContext, payload: GetShardIteratorInput
    ) -> GetShardIteratorOutput:
        table = payload["StreamArn"].split("/")[1]
        return self.forward_request(context, {**payload, "ShardId": own_shard_id(table)})

    @handler("GetRecords", expand=False)
    def get_records(self, context: RequestContext, payload: GetRecordsInput) -> GetRecordsOutput:
        return self.forward_request(context, payload)


def own_shard_id(table: str) -> str:
    """dynoxide's name of a stream's only shard."""
    return f"shardId-00000001-{table}"


def shard_id(own: str) -> str:
    """A shard id of 28 to 65 characters, which the AWS SDK for Python checks."""
    return f"shardId-{0:020d}-{hashlib.sha256(own.encode()).hexdigest()[:8]}"


@provides(api="dynamodb", name="dynoxide")
def dynamodb() -> Service:
    """The DynamoDB service."""
    return Service.for_provider(
        DynoxideDynamoDBProvider(),
        dispatch_table_factory=lambda provider: HttpFallbackDispatcher(
            provider, provider.get_forward_url
        ),
    )


@provides(api="dynamodbstreams", name="dynoxide")
def dynamodbstreams() -> Service:
    """The DynamoDB Streams service."""
    return Service.for_provider(DynoxideStreamsProvider())
