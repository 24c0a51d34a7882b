// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what Fn::Sub looks like
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, startGrid } from './grid.ts';
import { writeAssembly } from './testing/writeAssembly.ts';

/** Calls something of an AWS API of the grid, or fails, or answers what no API can use. */
const CODE = `
exports.handler = async ({ queryStringParameters: asked }) => {
  if (asked?.fail) throw new TypeError('no');
  if (asked?.odd) return { status: 200 };
  const authorization = 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20261128/us-east-1/pipes/aws4_request';
  const { status } = await fetch(process.env.AWS_ENDPOINT_URL + '/v1/pipes/one', { method: 'POST', headers: { authorization } });
  return { body: String(status) };
};`;

/** Of each service that a function may call on the grid, one. */
const PRESENT = [
  ...['dynamodb:PutItem', 'events:PutEvents', 'execute-api:ManageConnections', 'lambda:InvokeFunction', 's3:PutObject'],
  ...[
    'scheduler:CreateSchedule',
    'ses:SendEmail',
    'sns:Publish',
    'sqs:SendMessage',
    'sts:AssumeRole',
    'xray:PutTraceSegments',
  ],
];

const of = (Type: string, Properties: object, more: object = {}) => ({ Type, Properties, ...more });
const trust = (Service: string) => ({
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }],
});
const TEMPLATE = {
  Resources: {
    Rol: of('AWS::IAM::Role', {
      RoleName: 'rol',
      AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
      Policies: [
        {
          PolicyName: 'p',
          PolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: ['pipes:CreatePipe', ...PRESENT], Resource: '*' }],
          },
        },
      ],
    }),
    Fn: of('AWS::Lambda::Function', {
      FunctionName: 'fn',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Rol', 'Arn'] },
      Code: { ZipFile: CODE },
    }),
    Rota: of('AWS::Lambda::Function', {
      FunctionName: 'rota',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Rol', 'Arn'] },
      Code: { ZipFile: "require('@aws-sdk/client-pipes');" },
    }),
    Permiso: of('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': ['Fn', 'Arn'] },
      Principal: 'apigateway.amazonaws.com',
    }),
    Api: of('AWS::ApiGateway::RestApi', { Name: 'api' }),
    Metodo: of('AWS::ApiGateway::Method', {
      RestApiId: { Ref: 'Api' },
      ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
      HttpMethod: 'GET',
      Integration: {
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri: { 'Fn::Sub': 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations' },
      },
    }),
    Foto: of('AWS::ApiGateway::Deployment', { RestApiId: { Ref: 'Api' }, StageName: 'dev' }, { DependsOn: 'Metodo' }),
  },
};

const lines: string[] = [];
let grid: Grid;
beforeAll(async () => {
  grid = await startGrid({ assembly: writeAssembly(TEMPLATE), onLog: (line) => void lines.push(line) });
});
afterAll(() => grid?.stop());

/** What is told while something is done. */
async function toldBy(work: () => Promise<unknown>): Promise<string[]> {
  const before = lines.length;
  await work();
  return lines.slice(before);
}

const ask = (query: string) => fetch(`${grid.apis.api}?${query}`);

test('a deployment tells what functions may do of services that are not there, and which packages they will miss', async () => {
  const expected = [
    'The grid has no service "pipes": what fn, rota may do there will fail (pipes:CreatePipe).',
    expect.stringMatching(/^lambda: rota: .*npm install --save-dev @aws-sdk\/client-pipes/),
  ];
  await expect.poll(() => lines).toStrictEqual(expected);
});

test('a function that fails behind an API is a line, with its error and the file of its log', async () => {
  const failing = () => ask('fail=1').then(({ status }) => expect(status).toBe(502));
  expect(await toldBy(failing)).toStrictEqual([
    expect.stringMatching(/^API api: GET \/: fn failed: TypeError: no \(.*\/logs\/fn\.log\)$/),
  ]);
});

test('so is an answer that no API can use', async () => {
  const odd = () => ask('odd=1').then(({ status }) => expect(status).toBe(502));
  expect(await toldBy(odd)).toStrictEqual([expect.stringMatching(/^API api: malformed answer of .*fn to GET \/: /)]);
});

test('a call that the grid does not know is told once, with who made it', async () => {
  const call = () => ask('').then(async (response) => expect(await response.text()).toBe('404'));
  expect(await toldBy(call)).toStrictEqual([
    'arn:aws:sts::000000000000:assumed-role/rol/fn: The grid does not know the action "pipes POST /v1/pipes/one".',
  ]);
  expect(await toldBy(call)).toStrictEqual([]);
});

test('a function that cannot be loaded is told once', async () => {
  const client = new LambdaClient({
    endpoint: grid.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const invoke = () => client.send(new InvokeCommand({ FunctionName: 'rota' }));
  const told = await toldBy(() => Promise.all([invoke(), invoke(), invoke()]));
  client.destroy();
  expect(told).toStrictEqual([
    expect.stringMatching(
      /^lambda: rota cannot be loaded: Runtime.ImportModuleError: .*npm install --save-dev @aws-sdk\/client-pipes, where the app is \(.*\/logs\/rota\.log\)$/,
    ),
  ]);
});
