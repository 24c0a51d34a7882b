const allow = (Action: string, Principal?: object) => ({
  Statement: [{ Effect: 'Allow', Action, ...(Principal ? { Principal } : { Resource: '*' }) }],
});

/**
 * A template with a function that a queue feeds.
 * @param code of the function `consumer`, in CommonJS.
 * @param queue properties of the queue `cola`. @param batchSize of its mapping.
 */
export function consumerTemplate(code: string, queue: object, batchSize: number) {
  return {
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'cola', ...queue } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: allow('sts:AssumeRole', { Service: 'lambda.amazonaws.com' }),
          Policies: [{ PolicyName: 'p', PolicyDocument: allow('sqs:*') }],
        },
      },
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'consumer',
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Timeout: 30,
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Code: { ZipFile: code },
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
          FunctionName: { Ref: 'Fn' },
          BatchSize: batchSize,
        },
      },
    },
  };
}
