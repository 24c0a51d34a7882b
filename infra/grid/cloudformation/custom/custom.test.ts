import { expect, test } from 'vitest';
import type { Call, GridContext, ResourceInput } from '../../service.ts';
import { Store } from '../../store.ts';
import { type CustomRequest, type Provider, Refused } from './provider.ts';
import { requestToBring, requestToDelete } from './request.ts';
import { customResource } from './resource.ts';
import { answerIn, Responses } from './responses.ts';

const input = (properties: object, more: Partial<ResourceInput> = {}): ResourceInput => ({
  stack: 'S',
  logicalId: 'A',
  type: 'Custom::Cosa',
  properties,
  defaultName: 'S-A-1',
  ...more,
});
const ID = expect.stringMatching(/^[0-9a-f-]{36}$/);
const STACK = expect.stringMatching(/^arn:aws:cloudformation:us-east-1:000000000000:stack\/S\//);
const COMMON = { RequestId: ID, StackId: STACK, ResourceType: 'Custom::Cosa', LogicalResourceId: 'A' };

test('numbers and booleans are texts at any depth, and an update knows what was before', () => {
  const now = { a: 1, b: { c: [true, 'x', { d: 2.5 }] } };
  expect(requestToBring(input(now), undefined)).toStrictEqual({
    RequestType: 'Create',
    ...COMMON,
    ResourceProperties: { a: '1', b: { c: ['true', 'x', { d: '2.5' }] } },
  });
  expect(requestToBring(input({ a: 2 }), { ref: 'r', properties: { a: 1 } })).toStrictEqual({
    RequestType: 'Update',
    ...COMMON,
    PhysicalResourceId: 'r',
    ResourceProperties: { a: '2' },
    OldResourceProperties: { a: '1' },
  });
  expect(requestToDelete(input({ a: false }), 'r')).toStrictEqual({
    RequestType: 'Delete',
    ...COMMON,
    PhysicalResourceId: 'r',
    ResourceProperties: { a: 'false' },
  });
});

test("no function of CDK's fetches an SDK from the network", () => {
  const { ResourceProperties } = requestToBring(
    input({ Create: '{}', InstallLatestAwsSdk: true }, { type: 'Custom::AWS' }),
    undefined,
  );
  expect(ResourceProperties).toStrictEqual({ Create: '{}', InstallLatestAwsSdk: 'false' });
});

const request = requestToBring(input({}), undefined);
const { StackId, RequestId, LogicalResourceId } = request;
const good = { Status: 'SUCCESS', PhysicalResourceId: 'r', StackId, RequestId, LogicalResourceId };

test.each([
  ['without data', good, { id: 'r', data: {} }],
  ['with data, of which null is none', { ...good, Data: null, NoEcho: true }, { id: 'r', data: {} }],
  ['with data', { ...good, Data: { A: 'b', C: [1] } }, { id: 'r', data: { A: 'b', C: [1] } }],
])('an answer %s', (_, body, answer) => {
  expect(answerIn(Buffer.from(JSON.stringify(body)), request)).toStrictEqual(answer);
});

test.each([
  ['not JSON', 'x', 'not a JSON object'],
  ['a list', '[]', 'not a JSON object'],
  ['too long', JSON.stringify({ ...good, Data: { A: 'a'.repeat(4_096) } }), 'Response object is too long.'],
  ['of another request', JSON.stringify({ ...good, RequestId: 'x' }), 'RequestId is not that of the request'],
  ['of another stack', JSON.stringify({ ...good, StackId: 'x' }), 'StackId is not that of the request'],
  ['without a status', JSON.stringify({ ...good, Status: undefined }), 'Status is SUCCESS or FAILED, not undefined'],
  ['without an id', JSON.stringify({ ...good, PhysicalResourceId: '' }), 'Invalid PhysicalResourceId'],
  [
    'with an id of more than 1 KB',
    JSON.stringify({ ...good, PhysicalResourceId: 'ñ'.repeat(513) }),
    'Invalid PhysicalResourceId',
  ],
  [
    'of a failure',
    JSON.stringify({ ...good, Status: 'FAILED', Reason: 'no hay sitio' }),
    `Received response status [FAILED] from custom resource. Message returned: no hay sitio (RequestId: ${RequestId})`,
  ],
])('an answer that is %s is refused', (_, body, message) => {
  expect(() => answerIn(Buffer.from(body), request)).toThrow(message);
});

/** A resource whose provider answers with `answers`, in turn, and writes down what it was asked. */
function recorded(answers: (string | Error)[]) {
  const asked: Pick<CustomRequest, 'RequestType' | 'PhysicalResourceId'>[] = [];
  const provider: Provider = {
    acted: 'all',
    inert: {},
    provide({ RequestType, PhysicalResourceId }) {
      asked.push({ RequestType, ...(PhysicalResourceId && { PhysicalResourceId }) });
      const answer = answers.shift() ?? 'nothing';
      if (answer instanceof Error) throw answer;
      return { id: answer, data: { Of: answer } };
    },
  };
  const logged: string[] = [];
  const store = new Store(':memory:');
  const grid = { store, log: (line: string) => void logged.push(line) } as Partial<GridContext> as GridContext;
  return { asked, logged, again: () => customResource(grid, provider) };
}

test('the provider is asked for what is new or changed, in another life of the grid too, and gives the attributes', async () => {
  const { asked, again } = recorded(['one', 'one', 'two', 'gone']);
  expect(await again().ensure(input({ a: 1 }))).toStrictEqual({ ref: 'one', attributes: { Of: 'one' } });
  expect(await again().ensure(input({ a: 1 }))).toStrictEqual({ ref: 'one', attributes: { Of: 'one' } });
  await again().ensure(input({ a: 2 }));
  expect(await again().ensure(input({ a: 3 }))).toStrictEqual({ ref: 'two', attributes: { Of: 'two' } });
  await again().remove({ ...input({ a: 2 }), ref: 'one' });
  expect(await again().ensure(input({ a: 3 }))).toMatchObject({ ref: 'two' });
  expect(asked).toStrictEqual([
    { RequestType: 'Create' },
    { RequestType: 'Update', PhysicalResourceId: 'one' },
    { RequestType: 'Update', PhysicalResourceId: 'one' },
    { RequestType: 'Delete', PhysicalResourceId: 'one' },
  ]);
});

test('what fails to be created is taken back and created anew; an update that fails leaves what was', async () => {
  const { asked, logged, again } = recorded([
    new Refused('no', 'half'),
    new Error('neither'),
    'one',
    new Error('not now'),
    'one',
  ]);
  await expect(again().ensure(input({}))).rejects.toThrow('no');
  expect(logged).toStrictEqual(['S: A (Custom::Cosa) is not taken back: neither']);
  await again().ensure(input({}));
  await expect(again().ensure(input({ a: 1 }))).rejects.toThrow('not now');
  await again().ensure(input({ a: 1 }));
  await again().remove({ ...input({}), ref: null });
  expect(asked).toStrictEqual([
    { RequestType: 'Create' },
    { RequestType: 'Delete', PhysicalResourceId: 'half' },
    { RequestType: 'Create' },
    { RequestType: 'Update', PhysicalResourceId: 'one' },
    { RequestType: 'Update', PhysicalResourceId: 'one' },
  ]);
});

test('another type under the same name is another thing, and its function stays the same', async () => {
  const { asked, again } = recorded(['one', 'two']);
  await again().ensure(input({ ServiceToken: 'a' }));
  await expect(again().ensure(input({ ServiceToken: 'b' }))).rejects.toThrow('Modifying service token is not allowed.');
  await again().ensure(input({ ServiceToken: 'b' }, { type: 'Custom::Otra' }));
  expect(asked.map(({ RequestType }) => RequestType)).toStrictEqual(['Create', 'Create']);
});

test('an answer is taken once, where it is waited for', async () => {
  const responses = new Responses();
  const { url, answer, giveUp } = responses.await(request, 'http://127.0.0.1:1');
  expect(url).toBe(`http://127.0.0.1:1/_aws/custom-resource-responses/${RequestId}`);
  const put = (Token: string) =>
    responses.put.run({ input: { Token }, body: Buffer.from(JSON.stringify(good)) } as unknown as Call);
  expect(() => put('another')).toThrow('No answer is waited for here.');
  expect(put(RequestId)).toMatchObject({ status: 200 });
  expect(() => put(RequestId)).toThrow('No answer is waited for here.');
  giveUp(new Error('too late'));
  expect(await answer).toStrictEqual({ id: 'r', data: {} });
});

test('a wait that is given up takes no answer', async () => {
  const responses = new Responses();
  const { answer, giveUp } = responses.await(request, '');
  giveUp(new Error('too late'));
  await expect(answer).rejects.toThrow('too late');
  expect(() => responses.put.run({ input: { Token: RequestId } } as unknown as Call)).toThrow('No answer');
});
