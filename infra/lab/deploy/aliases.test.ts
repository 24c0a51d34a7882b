import { expect, test } from 'vitest';
import { Names } from '#infra/cdk/names.ts';
import { lostAliases, refuseLostAliases } from './aliases.ts';
import type { Template } from './templates.ts';

const PROD = new Names('prod');
const fn = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'alpes-prod-verOrden' } };
const alias = { Type: 'AWS::Lambda::Alias', Properties: { FunctionName: { Ref: 'Funcion' }, Name: 'vigente' } };
const apiOf = (arn: string): Template => ({
  Resources: { Metodo: { Type: 'AWS::ApiGateway::Method', Properties: { Uri: { 'Fn::Join': ['', ['arn', arn]] } } } },
});
const WITH: Template = { Resources: { Funcion: fn, Alias: alias } };
const WITHOUT: Template = { Resources: { Funcion: fn } };
const BY_ALIAS = apiOf(':function:alpes-prod-verOrden:vigente/invocations');
const BY_NAME = apiOf(':function:alpes-prod-verOrden/invocations');

test.each([
  ['that the API calls', WITH, WITHOUT, BY_ALIAS, ['alpes-prod-verOrden']],
  ['that the API calls no more', WITH, WITHOUT, BY_NAME, []],
  ['that stays', WITH, WITH, BY_ALIAS, []],
  ['with its function', WITH, {}, BY_ALIAS, []],
  ['where there was none', WITHOUT, WITHOUT, BY_NAME, []],
  ['where nothing was', undefined, WITH, undefined, []],
] as const)('an alias is lost %s', (_, before, after, api, lost) => {
  const changes = [
    { before, after },
    { before: api, after: BY_NAME },
  ];
  expect(lostAliases(changes)).toStrictEqual(lost);
  const refused = () => refuseLostAliases(changes, PROD);
  if (lost.length > 0) expect(refused).toThrow('cdk deploy alpes-prod-api --exclusively -c grid=aws -c stage=prod');
  else expect(refused).not.toThrow();
});
