import {
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import type { Inspector } from '../inspection.ts';

/** `AWS::Lambda::Function`: limits, environment, role and log. */
export const lambdaFunction: Inspector = {
  compares: [
    ...['Runtime', 'Handler', 'Timeout', 'MemorySize', 'Architectures', 'Environment', 'TracingConfig'],
    ...['Role', 'LoggingConfig'],
  ],
  look: async ({ lambda }, { name }) => ({
    ...(await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }))),
  }),
};

/** `AWS::Lambda::EventInvokeConfig`. */
export const invokeConfig: Inspector = {
  compares: ['MaximumRetryAttempts', 'MaximumEventAgeInSeconds', 'DestinationConfig'],
  look: async ({ lambda }, { properties: { FunctionName, Qualifier } }) => ({
    ...(await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName, Qualifier }))),
  }),
};

/** `AWS::Lambda::EventSourceMapping`: batches, retries and what becomes of failures. */
export const mapping: Inspector = {
  compares: [
    ...['BatchSize', 'FunctionResponseTypes', 'ScalingConfig', 'StartingPosition', 'EventSourceArn'],
    ...['BisectBatchOnFunctionError', 'MaximumRetryAttempts', 'MaximumRecordAgeInSeconds', 'DestinationConfig'],
  ],
  async look({ lambda }, { properties, name }) {
    const FunctionName = properties.FunctionName as string;
    const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
    // LocalStack gives those of all functions whose ARN contains the name.
    const own = EventSourceMappings.filter(({ FunctionArn }) => FunctionArn?.split(':')[6] === FunctionName);
    const [found, ...others] = own;
    if (!found || others.length > 0) throw new Error(`${FunctionName} has ${own.length} mappings; ${name} is one.`);
    // A stream's ARN goes on after the name of its table.
    return { ...found, EventSourceArn: found.EventSourceArn?.replace(/\/stream\/.*$/, '') };
  },
};
