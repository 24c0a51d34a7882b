import { expect, test } from 'vitest';
import type { Template } from '../templates.ts';
import { needOf } from './need.ts';

const functions: Template = {
  Resources: {
    Uno: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'alpes-prod-uno', ReservedConcurrentExecutions: 5 },
    },
    Dos: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: 'alpes-prod-dos', ReservedConcurrentExecutions: 20 },
    },
    Tres: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'alpes-prod-tres' } },
    ColaDeUno: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: { Ref: 'Uno' },
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 1,
        ScalingConfig: { MaximumConcurrency: 20 },
      },
    },
    ColaDeDos: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { FunctionName: { Ref: 'Dos' }, BatchSize: 10, ScalingConfig: { MaximumConcurrency: 2 } },
    },
    Registro: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { FunctionName: { Ref: 'Tres' }, BatchSize: 100 },
    },
    Log: { Type: 'AWS::Logs::LogGroup' },
    DeLaCola: { Type: 'AWS::Events::Rule', Properties: { EventBusName: 'alpes-prod' } },
    DelReloj: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 minute)' } },
  },
};
const data: Template = {
  Resources: {
    Tabla: { Type: 'AWS::DynamoDB::Table' },
    Api: { Type: 'AWS::ApiGateway::RestApi' },
    Ordenes: { Type: 'AWS::ApiGateway::Resource' },
  },
};

test('a system takes what its templates take together', () => {
  expect(needOf([functions, data, {}])).toStrictEqual({
    reserved: 25,
    polled: 22,
    counts: { tables: 1, rules: 1, logGroups: 1, stacks: 3, apiResources: 2 },
    feedings: new Map([
      ['alpes-prod-uno', { batch: 100, windowMs: 1_000, concurrency: 20 }],
      ['alpes-prod-dos', { batch: 10, windowMs: 0, concurrency: 2 }],
      ['alpes-prod-tres', { batch: 100, windowMs: 0 }],
    ]),
  });
});

test('nothing takes nothing', () =>
  expect(needOf([])).toStrictEqual({
    reserved: 0,
    polled: 0,
    counts: { tables: 0, rules: 0, logGroups: 0, stacks: 0, apiResources: 0 },
    feedings: new Map(),
  }));
