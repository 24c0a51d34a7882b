const ROLE = { 'Fn::GetAtt': ['Role', 'Arn'] };

/** Writes an item for the event's id, or for that in each message. */
const WRITER = `
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const client = new DynamoDBClient({ maxAttempts: 1 });
const write = (id, line) => client.send(new PutItemCommand({ TableName: 'lines', Item: { id: { S: id }, line: { S: line } } }));
exports.handler = async (event) => {
  const ids = event.Records ? event.Records.map(({ body }) => JSON.parse(body)) : [event.id];
  for (const id of ids) await write(id, crypto.randomUUID());
  return { done: true };
};`;

function fn(name: string) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 5,
      Role: ROLE,
      Code: { ZipFile: WRITER },
    },
  };
}

/**
 * Something for faults to strike: the function `writer`, which writes an item with the event's `id` into the table `lines`;
 * the bus `bus`, whose rule hands every event's `detail.id` on to the queue `work`; and the function `worker`, which writes
 * the same for each message there.
 */
export const FAULTY_TEMPLATE = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
        },
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['sqs:*', 'dynamodb:*'], Resource: '*' }] },
          },
        ],
      },
    },
    Lines: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'lines',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'line', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'line', AttributeType: 'S' },
        ],
      },
    },
    Writer: fn('writer'),
    Worker: fn('worker'),
    Work: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work', VisibilityTimeout: 600 } },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
        FunctionName: { Ref: 'Worker' },
        BatchSize: 1,
      },
    },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: { Ref: 'Bus' },
        EventPattern: { source: ['test'] },
        Targets: [{ Id: 'work', Arn: { 'Fn::GetAtt': ['Work', 'Arn'] }, InputPath: '$.detail.id' }],
      },
    },
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Work' }],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sqs:SendMessage',
              Principal: { Service: 'events.amazonaws.com' },
              Resource: { 'Fn::GetAtt': ['Work', 'Arn'] },
            },
          ],
        },
      },
    },
  },
};
