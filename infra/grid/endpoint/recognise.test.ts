import { expect, test } from 'vitest';
import type { Action, Service } from '../service.ts';
import { milliseconds } from './duration.ts';
import { readForm } from './form.ts';
import { accessKeyOf, createRecogniser, type Incoming, protocolOf } from './recognise.ts';
import { toXml } from './xml.ts';

const action = (http?: string): Action => ({ ...(http ? { http } : {}), permissions: () => [], run: () => ({}) });
const service = (name: string, actions: Record<string, Action>): Service => ({ name, actions, resources: {} });

const recognise = createRecogniser([
  service('dynamodb', { PutItem: action(), GetRecords: action() }),
  service('events', { PutEvents: action() }),
  service('sns', { Publish: action() }),
  service('sqs', { SendMessage: action() }),
  service('lambda', {
    Invoke: action('POST /2015-03-31/functions/{FunctionName}/invocations'),
    GetFunction: action('GET /2015-03-31/functions/{FunctionName}'),
    ListFunctions: action('GET /2015-03-31/functions'),
    ListEventSourceMappings: action('GET /2015-03-31/event-source-mappings'),
    PutTags: action('POST /2017-03-31/tags/{Resource}'),
  }),
]);

const authorization = 'AWS4-HMAC-SHA256 Credential=AKID/20261124/us-east-1/lambda/aws4_request, SignedHeaders=host';

function ask(request: Partial<Omit<Incoming, 'body'>> & { body?: string }) {
  const headers = request.headers ?? {};
  const incoming = { method: 'POST', url: '/', ...request, headers, body: Buffer.from(request.body ?? '') };
  const protocol = protocolOf(headers);
  const { service, name, input } = recognise(incoming, protocol);
  return [protocol, service.name, name, input()];
}

test('JSON by its target, both of DynamoDB', () => {
  expect(ask({ headers: { 'x-amz-target': 'DynamoDB_20120810.PutItem' }, body: '{"TableName":"t"}' })).toStrictEqual([
    'json',
    'dynamodb',
    'PutItem',
    { TableName: 't' },
  ]);
  expect(ask({ headers: { 'x-amz-target': 'DynamoDBStreams_20120810.GetRecords' } })[2]).toBe('GetRecords');
});

test('a form by its action and version', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  expect(ask({ headers, body: 'Action=Publish&Version=2010-03-31&Message=a%20b%26' })).toStrictEqual([
    'query',
    'sns',
    'Publish',
    { Message: 'a b&' },
  ]);
});

test('REST by its path; parameters come from path, query and body, and the path wins', () => {
  const headers = { 'content-type': 'application/json', authorization };
  const url = '/2015-03-31/functions/arn%3Aaws%3Alambda%3Acrear/invocations?Qualifier=vivo';
  expect(ask({ url, headers, body: '{"FunctionName":"otra","a":1}' })).toStrictEqual([
    'rest',
    'lambda',
    'Invoke',
    { Qualifier: 'vivo', FunctionName: 'arn:aws:lambda:crear', a: 1 },
  ]);
  expect(ask({ method: 'GET', url: '/2015-03-31/functions/' })[2]).toBe('ListFunctions');
  expect(ask({ method: 'GET', url: '/2015-03-31/event-source-mappings/?MaxItems=1' })[2]).toBe(
    'ListEventSourceMappings',
  );
});

test('a payload that does not say it is JSON is left alone', () => {
  const headers = { 'content-type': 'application/octet-stream' };
  expect(ask({ url: '/2015-03-31/functions/f/invocations', headers, body: '{"a":' })[3]).toStrictEqual({
    FunctionName: 'f',
  });
});

test.each([
  [{ headers: { 'x-amz-target': 'DynamoDB_20120810.Borrar' } }, 'the action "DynamoDB_20120810 Borrar"'],
  [{ headers: { 'content-type': 'application/x-www-form-urlencoded', authorization }, body: 'Action=X' }, '"lambda X"'],
  [{ method: 'GET', url: '/nada', headers: { authorization } }, 'the action "lambda GET /nada"'],
])('an unknown action is named', (request, message) => {
  expect(() => ask(request)).toThrow(message);
});

test('the access key is the first part of the credential', () => {
  expect(accessKeyOf(authorization)).toBe('AKID');
  expect(accessKeyOf('Bearer abc')).toBeUndefined();
  expect(accessKeyOf(undefined)).toBeUndefined();
});

test('lists and maps of a form', () => {
  const form = new URLSearchParams({
    Action: 'PublishBatch',
    Version: '2010-03-31',
    'Entries.member.2.Id': 'b',
    'Entries.member.1.Id': 'a',
    'Entries.member.1.MessageAttributes.entry.1.Name': 'tipo',
    'Entries.member.1.MessageAttributes.entry.1.Value.DataType': 'String',
    'Attributes.entry.1.key': 'RawMessageDelivery',
    'Attributes.entry.1.value': 'true',
    'TagKeys.member': '',
  });
  expect(readForm(form.toString())).toStrictEqual({
    Entries: [{ Id: 'a', MessageAttributes: { tipo: { DataType: 'String' } } }, { Id: 'b' }],
    Attributes: { RawMessageDelivery: 'true' },
    TagKeys: [],
  });
});

test('lists and maps in XML', () => {
  expect(toXml('R', { Topics: [{ Arn: 'a<b' }], Attributes: { Owner: '1', Nada: undefined }, Falta: undefined })).toBe(
    '<R><Topics><member><Arn>a&lt;b</Arn></member></Topics><Attributes><entry><key>Owner</key><value>1</value></entry></Attributes></R>',
  );
});

test.each([
  [1500, 1500],
  ['PT15M', 900_000],
  ['P1DT2H', 93_600_000],
  ['PT0.5S', 500],
  ['P1M', undefined],
  ['P', undefined],
  ['PT', undefined],
  [-1, undefined],
])('a duration of %s', (duration, ms) => {
  expect(milliseconds(duration)).toBe(ms);
});
