import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { startGrid } from '../grid.ts';
import { writeAssembly } from '../testing/writeAssembly.ts';

const of = (Type: string, Properties: object, path?: string) => ({
  Type,
  Properties,
  ...(path && { Metadata: { 'aws:cdk:path': path } }),
});
const TEMPLATE = {
  Resources: {
    Cola: { ...of('AWS::SQS::Queue', {}), UpdatePolicy: { AutoScalingRollingUpdate: {} } },
    Contenedores: of('AWS::CodeDeploy::Application', { ComputePlatform: 'ECS' }),
    Sitio: of('Custom::CDKBucketDeployment', { DistributionId: 'E1' }),
    Ajeno: of('Vendor::Servicio::Cosa', {}),
    Inventado: of('AWS::SQS::Cola', {}),
    Plan: of('AWS::ApiGateway::UsagePlan', {}, 'Pila/Api/Plan/Resource'),
    Rol: of('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [] },
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'],
    }),
    Python: of(
      'AWS::Lambda::Function',
      {
        Runtime: 'python3.13',
        Handler: 'a.b',
        Role: { 'Fn::GetAtt': ['Rol', 'Arn'] },
        Code: { ZipFile: 'pass' },
        SnapStart: { ApplyOn: 'PublishedVersions' },
        Layers: ['arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension:60'],
      },
      'Pila/Python/Resource',
    ),
    Imagen: of('AWS::Lambda::Function', {
      PackageType: 'Image',
      Role: { 'Fn::GetAtt': ['Rol', 'Arn'] },
      Code: { ImageUri: { 'Fn::Sub': 'a' } },
    }),
    Kinesis: of('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: 'Python' },
      EventSourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/a',
    }),
    Bien: of('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: 'Python' },
      EventSourceArn: { 'Fn::GetAtt': ['Cola', 'Arn'] },
    }),
    Destino: of('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: 'Python' },
      Qualifier: '$LATEST',
      DestinationConfig: { OnFailure: { Destination: 'arn:aws:events:us-east-1:000000000000:event-bus/b' } },
    }),
    Metodo: of('AWS::ApiGateway::Method', {
      RestApiId: 'a',
      ResourceId: 'b',
      HttpMethod: 'GET',
      Integration: { Type: 'HTTP_PROXY', Uri: 'https://a.example' },
    }),
  },
};

test('all that an app asks for and the grid does not do is in one list, below the construct that it is of', async () => {
  const assembly = writeAssembly(TEMPLATE);
  const manifest = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8'));
  manifest.artifacts.stack.environment = 'aws://111111111111/eu-west-1';
  manifest.artifacts.assets = { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } };
  manifest.missing = [{ key: 'ami:account=1', provider: 'ami', props: {} }];
  writeFileSync(join(assembly, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(assembly, 'assets.json'), JSON.stringify({ dockerImages: { abc: {} } }));
  const error: Error = await startGrid({ assembly }).then(
    () => expect.fail('it was not refused'),
    (reason) => reason,
  );
  expect(error.message.split('\n')).toStrictEqual([
    'The grid refuses this template (16 problems); nothing was touched.',
    '  manifest.json',
    '    - the app looks "ami:account=1" up in an account, which the grid has not: give it in cdk.context.json',
    '  stack',
    '    - it is synthesized for aws://111111111111/eu-west-1; the grid is 000000000000/us-east-1. Leave its env open.',
    '  assets.json',
    '    - it has a container image (abc); the grid runs none',
    '  stack: Cola (AWS::SQS::Queue)',
    '    - the update policy "AutoScalingRollingUpdate" is not supported by the grid',
    '  stack: Contenedores (AWS::CodeDeploy::Application)',
    '    - CodeDeploy is there for functions alone (Lambda)',
    '  stack: Sitio (Custom::CDKBucketDeployment)',
    '    - the property "DistributionId" is not supported by the grid',
    '  stack: Ajeno (Vendor::Servicio::Cosa)',
    '    - the grid does not support this type',
    '  stack: Inventado (AWS::SQS::Cola)',
    '    - the grid does not support this type: CloudFormation has no such type',
    '  Pila/Api/Plan/Resource = stack: Plan (AWS::ApiGateway::UsagePlan)',
    '    - the grid does not support this type',
    '  stack: Rol (AWS::IAM::Role)',
    expect.stringMatching(
      /^ {4}- the managed policy arn:aws:iam::aws:policy\/PowerUserAccess is not known to the grid/,
    ),
    '  Pila/Python/Resource = stack: Python (AWS::Lambda::Function)',
    '    - the property "SnapStart" is not supported by the grid',
    "    - The grid's Lambda does not support Python.Runtime python3.13 (only Node.js).",
    '  stack: Imagen (AWS::Lambda::Function)',
    "    - The grid's Lambda does not support Imagen.PackageType Image.",
    '  stack: Kinesis (AWS::Lambda::EventSourceMapping)',
    expect.stringMatching(/Kinesis.EventSourceArn arn:aws:kinesis.* \(only queues and DynamoDB streams\)\.$/),
    '  stack: Destino (AWS::Lambda::EventInvokeConfig)',
    expect.stringMatching(/Destino.OnFailure .*event-bus\/b \(only queues, topics and functions\)\.$/),
    '  stack: Metodo (AWS::ApiGateway::Method)',
    "    - The grid's API Gateway does not support Integration.Type HTTP_PROXY.",
  ]);
});

test('what CDK has synthesized is told with the line of the app that makes it', async () => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'grid-assembly-')) });
  const stack = new Stack(app, 'Tienda');
  new CfnResource(stack, 'Plan', { type: 'AWS::ApiGateway::UsagePlan' });
  const lines = readFileSync(import.meta.filename, 'utf8').split('\n');
  const line = lines.findIndex((text) => text.includes('new CfnResource(stack')) + 1;
  await expect(startGrid({ assembly: app.synth().directory })).rejects.toThrow(
    `Tienda: Plan (AWS::ApiGateway::UsagePlan), infra/grid/cloudformation/refusal.grid.test.ts:${line}\n`,
  );
});
