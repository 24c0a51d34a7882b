// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what Fn::Sub looks like
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Grid, startGrid } from '../../grid.ts';
import { writeAssembly } from '../../testing/writeAssembly.ts';

/** Answers an API with the path that was asked for, and any other event with what comes of its expression. */
const CODE = `
const { get } = require('node:https');
const byHttps = (url) => new Promise((resolve) => get(url, async (r) => resolve(await r.toArray().then(String))));
const byFetch = async (...args) => (await fetch(...args)).text();
exports.handler = async (event) => {
  const { WHOLE, BARE, HOST } = process.env;
  if (event.requestContext) return { body: [event.requestContext.stage, event.httpMethod, event.path, event.headers['x-a'], event.body].join(' ').trim() };
  return eval(event.ask);
};`;

const of = (Type: string, Properties: object, more: object = {}) => ({ Type, Properties, ...more });
const HOST = '${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}';
const ids = { RestApiId: { Ref: 'Api' } };
const stage = (StageName: string) => of('AWS::ApiGateway::Stage', { ...ids, DeploymentId: { Ref: 'Foto' }, StageName });
const TEMPLATE = {
  Resources: {
    Rol: of('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
    }),
    Fn: of('AWS::Lambda::Function', {
      FunctionName: 'fn',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Rol', 'Arn'] },
      Code: { ZipFile: CODE },
      Environment: {
        Variables: {
          WHOLE: { 'Fn::Sub': `https://${HOST}/dev2/` },
          BARE: { 'Fn::Sub': `https://${HOST}` },
          HOST: { 'Fn::Sub': HOST },
        },
      },
    }),
    Api: of('AWS::ApiGateway::RestApi', { Name: 'eco' }),
    Ruta: of('AWS::ApiGateway::Resource', {
      ...ids,
      ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
      PathPart: '{proxy+}',
    }),
    Metodo: of('AWS::ApiGateway::Method', {
      ...ids,
      ResourceId: { Ref: 'Ruta' },
      HttpMethod: 'ANY',
      Integration: {
        Type: 'AWS_PROXY',
        IntegrationHttpMethod: 'POST',
        Credentials: { 'Fn::GetAtt': ['Puerta', 'Arn'] },
        Uri: {
          'Fn::Sub':
            'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:fn/invocations',
        },
      },
    }),
    Puerta: of('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'apigateway.amazonaws.com' } }],
      },
      Policies: [
        {
          PolicyName: 'llamar',
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' }] },
        },
      ],
    }),
    Foto: of('AWS::ApiGateway::Deployment', ids, { DependsOn: 'Metodo' }),
    Dev: stage('dev'),
    Dev2: stage('dev2'),
  },
  Outputs: { Url: { Value: { 'Fn::Sub': `https://${HOST}/dev2` } } },
};

let grid: Grid;
let client: LambdaClient;

beforeAll(async () => {
  grid = await startGrid({ assembly: writeAssembly(TEMPLATE) });
  client = new LambdaClient({
    endpoint: grid.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
});
afterAll(async () => {
  client?.destroy();
  await grid?.stop();
});

async function asked(ask: string): Promise<string> {
  const Payload = JSON.stringify({ ask });
  const answer = await client.send(new InvokeCommand({ FunctionName: 'fn', Payload }));
  return JSON.parse(answer.Payload?.transformToString() ?? '');
}

test.each([
  ['byFetch(WHOLE + "a")', 'dev2 GET /a'],
  ['byFetch(BARE + "/dev/a?b=1")', 'dev GET /a'],
  ['byFetch(`https://${HOST}/dev/a`, { method: "POST", body: "c", headers: { "x-a": "1" } })', 'dev POST /a 1 c'],
  ['byFetch(new URL(`https://${HOST}/dev2/a`))', 'dev2 GET /a'],
  [
    'byFetch(new Request(`https://${HOST}/dev/a`, { method: "PUT", body: "c", headers: { "x-a": "2" } }))',
    'dev PUT /a 2 c',
  ],
  ['byHttps(`https://${HOST}/dev2/a`)', 'dev2 GET /a'],
])('a function that asks %s reaches the API', async (ask, answer) => {
  expect(await asked(ask)).toBe(answer);
});

test('an output leads to the stage, and no other whose name begins alike', async () => {
  expect(await (await fetch(`${grid.outputs.stack?.Url}/a`)).text()).toBe('dev2 GET /a');
});

test('the endpoint knows an API by the name of its host', async () => {
  const [id] = (await asked('HOST')).split('.');
  const answer = await new Promise<string>((resolve, reject) => {
    const sent = request(`${grid.endpoint}/dev2/a?b=1`, { headers: { host: `${id}.execute-api.localhost:4566` } });
    sent.on('response', (response) => resolve(text(response)));
    sent.on('error', reject);
    sent.end();
  });
  expect(answer).toBe('dev2 GET /a');
});
