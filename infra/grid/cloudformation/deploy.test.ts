// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what Fn::Sub looks like
import { expect, test } from 'vitest';
import type { ResourceInput, ResourceType } from '../service.ts';
import { Store } from '../store.ts';
import { deploy } from './deploy.ts';
import type { Stack, Template, TemplateResource } from './template.ts';

/** A type that writes down what is done to it. */
function recording(done: string[]): ResourceType {
  const name = ({ properties, defaultName }: ResourceInput) => String(properties.Nombre ?? defaultName);
  return {
    acted: ['Nombre', 'Valor', 'Falla', 'Prohibe', 'ServiceToken'],
    inert: { Tags: 'nobody reads them' },
    check({ properties }) {
      if (properties.Prohibe) throw new Error(properties.Prohibe);
    },
    async ensure(resource) {
      await Promise.resolve();
      if (resource.properties.Falla) throw new Error(resource.properties.Falla);
      done.push(`+${name(resource)}${resource.idle ? ' (idle)' : ''}`);
      return { ref: name(resource), attributes: { Arn: `arn:${name(resource)}` } };
    },
    remove(resource) {
      done.push(`-${name(resource)}`);
    },
  };
}

const cosa = (Properties: Record<string, unknown>, more: Partial<TemplateResource> = {}): TemplateResource => ({
  Type: 'AWS::X::Cosa',
  Properties,
  ...more,
});
const stack = (name: string, template: Template): Stack => ({ name, template, parameters: {} });

function grid() {
  const store = new Store(':memory:');
  const logged: string[] = [];
  return {
    logged,
    async run(...stacks: Stack[]) {
      const done: string[] = [];
      const types = new Map<string, ResourceType>([
        ['AWS::X::Cosa', recording(done)],
        ['Custom::Nuestra', { ...recording(done), native: true }],
        ['AWS::CloudFormation::CustomResource', { ...recording(done), acted: 'all' }],
      ]);
      const outputs = await deploy({ stacks, types, parameters: {}, store, log: (line) => logged.push(line) });
      return { done, outputs };
    },
  };
}

test('resources are made after what they depend on, and stacks see the exports of those before', async () => {
  const datos = stack('Datos', {
    Resources: { B: cosa({ Nombre: { 'Fn::Sub': 'b-${A}' } }), A: cosa({ Nombre: 'a' }) },
    Outputs: { B: { Value: { 'Fn::GetAtt': ['B', 'Arn'] }, Export: { Name: 'datos:B' } } },
  });
  const ordenes = stack('Ordenes', {
    Resources: { C: cosa({ Nombre: { 'Fn::ImportValue': 'datos:B' } }) },
    Outputs: { C: { Value: { Ref: 'C' } } },
  });
  expect(await grid().run(datos, ordenes)).toStrictEqual({
    done: ['+a', '+b-a', '+arn:b-a'],
    outputs: { Datos: { B: 'arn:b-a' }, Ordenes: { C: 'arn:b-a' } },
  });
});

test('what the template no longer has is removed, the newest first, save what it retains', async () => {
  const { run, logged } = grid();
  const a = cosa({ Nombre: 'a' });
  await run(
    stack('S', {
      Resources: {
        A: a,
        B: cosa({ Nombre: 'b' }, { DependsOn: 'A' }),
        C: cosa({ Nombre: 'c' }, { DependsOn: 'B' }),
        D: cosa({ Nombre: 'd' }, { DeletionPolicy: 'Retain' }),
      },
    }),
  );
  expect((await run(stack('S', { Resources: { A: a } }))).done).toStrictEqual(['+a', '-c', '-b']);
  expect(logged).toContain('S: D (AWS::X::Cosa) is no longer in the template; it is kept, as its removal policy says.');
  expect((await run(stack('S', { Resources: { A: a } }))).done).toStrictEqual(['+a']);
});

test('a changed resource stays, a renamed one replaces the old, one under a new logical id is the same', async () => {
  const { run } = grid();
  await run(stack('S', { Resources: { A: cosa({ Nombre: 'a', Valor: 1 }) } }));
  expect((await run(stack('S', { Resources: { A: cosa({ Nombre: 'a', Valor: 2 }) } }))).done).toStrictEqual(['+a']);
  expect((await run(stack('S', { Resources: { A: cosa({ Nombre: 'b' }) } }))).done).toStrictEqual(['+b', '-a']);
  expect((await run(stack('S', { Resources: { Z: cosa({ Nombre: 'b' }) } }))).done).toStrictEqual(['+b']);
});

test('custom resources leave before all others, however long these have been there', async () => {
  const { run } = grid();
  const propia: TemplateResource = { Type: 'Custom::Propia', Properties: { Nombre: 'p', Talla: 1 } };
  await run(stack('S', { Resources: { A: cosa({ Nombre: 'a' }), P: { ...propia, DependsOn: 'A' } } }));
  await run(stack('S', { Resources: { A: cosa({ Nombre: 'a', Valor: 2 }), P: { ...propia, DependsOn: 'A' } } }));
  expect((await run(stack('S', { Resources: {} }))).done).toStrictEqual(['-p', '-a']);
});

test('what provides only custom resources that the grid does itself is idle', async () => {
  const of = (Type: string, provider: string): TemplateResource => ({
    Type,
    Properties: { Nombre: `de ${provider}`, ServiceToken: { 'Fn::GetAtt': [provider, 'Arn'] } },
  });
  const resources = {
    A: cosa({ Nombre: 'a' }),
    B: cosa({ Nombre: 'b' }),
    N: of('Custom::Nuestra', 'A'),
    M: of('Custom::Nuestra', 'B'),
    P: of('Custom::Propia', 'B'),
  };
  const { done } = await grid().run(stack('S', { Resources: resources }));
  expect(done.sort()).toStrictEqual(['+a (idle)', '+b', '+de A', '+de B', '+de B']);
});

test('a resource that cannot be made names stack, logical id, type and reason; the others are finished', async () => {
  const failing = stack('S', {
    Resources: { A: cosa({ Falla: 'no hay sitio' }), B: cosa({ Nombre: 'b' }), C: cosa({ Nombre: { Ref: 'A' } }) },
  });
  await expect(grid().run(failing)).rejects.toThrow(/^S: A \(AWS::X::Cosa\): no hay sitio$/);
});

test('a circle is refused with its way round', async () => {
  const circle = stack('S', { Resources: { A: cosa({ Valor: { Ref: 'B' } }), B: cosa({ Valor: { Ref: 'A' } }) } });
  await expect(grid().run(circle)).rejects.toThrow('S: resources depend on each other in a circle: A → B → A');
});

test('everything that is not supported is refused at once, before anything is touched', async () => {
  const bad = stack('S', {
    Resources: {
      Bien: cosa({ Nombre: 'a', Tags: [] }),
      Mal: cosa(
        { Nombre: 'b', Color: 'rojo', Prohibe: 'no hay sitio' },
        { DependsOn: 'Nadie', Metadata: { 'aws:cdk:path': 'Pila/Mal/Resource' } },
      ),
      // Whether that is refused is known when the other resource is there.
      Espera: cosa({ Prohibe: { 'Fn::GetAtt': ['Bien', 'Arn'] } }),
      Cubo: { Type: 'AWS::S3::Bucket' },
      Cola: { Type: 'AWS::SQS::Queue', Properties: { Nombre: { 'Fn::Cidr': [] } } },
      Omitida: { Type: 'AWS::Nada::Nada', Condition: 'Nunca' },
    },
    Conditions: { Nunca: { 'Fn::Equals': [1, 2] } },
  });
  const types = new Map([['AWS::X::Cosa', recording([])]]);
  const problems = [{ where: 'funcion.assets.json', what: 'it has a container image (abc); the grid runs none' }];
  const store = new Store(':memory:');
  const error: Error = await deploy({ stacks: [bad], types, problems, parameters: {}, store, log() {} }).then(
    () => expect.fail('it was not refused'),
    (reason) => reason,
  );
  expect(error.message.split('\n')).toStrictEqual([
    'The grid refuses this template (7 problems); nothing was touched.',
    '  funcion.assets.json',
    '    - it has a container image (abc); the grid runs none',
    '  Pila/Mal/Resource = S: Mal (AWS::X::Cosa)',
    '    - the property "Color" is not supported by the grid: CloudFormation has no such type',
    '    - it refers to "Nadie", which is not in the template',
    '    - no hay sitio',
    '  S: Cubo (AWS::S3::Bucket)',
    '    - the grid does not support this type',
    '  S: Cola (AWS::SQS::Queue)',
    '    - the grid does not support this type',
    '    - the intrinsic function Fn::Cidr is not supported by the grid',
  ]);
});

test('a misspelt property gets the name that AWS has', async () => {
  const types = new Map<string, ResourceType>([['AWS::SQS::Queue', { ...recording([]), acted: [] }]]);
  const stacks = [
    stack('S', { Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolcy: {}, DelaySeconds: 1 } } } }),
  ];
  await expect(deploy({ stacks, types, parameters: {}, store: new Store(':memory:'), log() {} })).rejects.toThrow(
    '"RedrivePolcy" is not supported by the grid: AWS::SQS::Queue has no such property on AWS either; did you mean "RedrivePolicy"?\n    - the property "DelaySeconds" is not supported by the grid',
  );
});
