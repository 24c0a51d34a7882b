// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what Fn::Sub and policy variables look like
import { expect, test } from 'vitest';
import { evaluate } from './intrinsics.ts';
import { dependenciesOf } from './references.ts';
import { createScope, type Landscape } from './scope.ts';
import type { Template } from './template.ts';

const template: Template = {
  Parameters: {
    Etapa: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] },
    Zonas: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Cuota: { Type: 'Number', Default: '5' },
  },
  Mappings: { Tamano: { dev: { memoria: 128 }, prod: { memoria: 512 } } },
  Conditions: {
    EsProd: { 'Fn::Equals': [{ Ref: 'Etapa' }, 'prod'] },
    NoEsProd: { 'Fn::Not': [{ Condition: 'EsProd' }] },
    Ambas: { 'Fn::And': [{ Condition: 'EsProd' }, { Condition: 'NoEsProd' }] },
    Alguna: { 'Fn::Or': [{ Condition: 'EsProd' }, { Condition: 'NoEsProd' }] },
  },
  Resources: { Cola: { Type: 'AWS::SQS::Queue' }, Ausente: { Type: 'AWS::SQS::Queue', Condition: 'EsProd' } },
};

function scopeOf(parameters: Record<string, string> = {}) {
  const landscape: Landscape = {
    exports: new Map([['datos:Tabla', 'event-log']]),
    outputs: new Map([['Datos', { Tabla: 'event-log' }]]),
  };
  const scope = createScope({ name: 'Ordenes', template, parameters: {} }, parameters, landscape);
  scope.deployed.set('Cola', { ref: 'http://cola', attributes: { Arn: 'arn:cola', Partes: ['x', 'y'] } });
  return scope;
}

test.each<[string, unknown, unknown]>([
  ['Ref of a parameter', { Ref: 'Etapa' }, 'dev'],
  ['Ref of a list', { Ref: 'Zonas' }, ['a', 'b']],
  ['Ref of a number', { Ref: 'Cuota' }, 5],
  ['Ref of a resource', { Ref: 'Cola' }, 'http://cola'],
  ['Ref of a pseudo parameter', { Ref: 'AWS::AccountId' }, '000000000000'],
  ['GetAtt', { 'Fn::GetAtt': ['Cola', 'Arn'] }, 'arn:cola'],
  ['GetAtt in one text', { 'Fn::GetAtt': 'Cola.Arn' }, 'arn:cola'],
  ['Join', { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, { 'Fn::Join': ['-', ['a', 1]] }]] }, 'arn:aws:a-1'],
  ['Join of a list', { 'Fn::Join': [',', { 'Fn::GetAtt': ['Cola', 'Partes'] }] }, 'x,y'],
  ['Sub', { 'Fn::Sub': '${AWS::Region}/${Cola.Arn}/${Cola}/${!Nada}' }, 'us-east-1/arn:cola/http://cola/${Nada}'],
  ['Sub with variables', { 'Fn::Sub': ['${a}-${Etapa}', { a: { Ref: 'Cuota' } }] }, '5-dev'],
  ['Select', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
  ['Select by a text', { 'Fn::Select': ['0', { Ref: 'Zonas' }] }, 'a'],
  ['If', { 'Fn::If': ['EsProd', 'sí', { Ref: 'Etapa' }] }, 'dev'],
  ['If without a value', { a: { 'Fn::If': ['EsProd', 1, { Ref: 'AWS::NoValue' }] }, b: 2 }, { b: 2 }],
  ['no value in a list', [1, { Ref: 'AWS::NoValue' }, 3], [1, 3]],
  ['And', { 'Fn::If': ['Ambas', 1, 0] }, 0],
  ['Or', { 'Fn::If': ['Alguna', 1, 0] }, 1],
  ['FindInMap', { 'Fn::FindInMap': ['Tamano', { Ref: 'Etapa' }, 'memoria'] }, 128],
  ['Base64', { 'Fn::Base64': { 'Fn::Sub': '${Etapa}' } }, 'ZGV2'],
  ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'datos:Tabla' } }, 'event-log'],
  ['GetStackOutput', { 'Fn::GetStackOutput': { StackName: 'Datos', OutputName: 'Tabla' } }, 'event-log'],
  ['ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Cola' } } }, '{"a":"http://cola"}'],
  ['a condition of a policy', { Condition: { Bool: { x: 'true' } } }, { Condition: { Bool: { x: 'true' } } }],
])('%s', (_, value, expected) => {
  expect(evaluate(value, scopeOf())).toStrictEqual(expected);
});

test.each<[unknown, string]>([
  [{ 'Fn::Cidr': ['10.0.0.0/16', 1, 8] }, 'the intrinsic function Fn::Cidr is not supported by the grid'],
  [{ Ref: 'Ausente' }, 'it refers to "Ausente", which is left out by its condition'],
  [{ Ref: 'Nadie' }, 'it refers to "Nadie", which is not in the template'],
  [{ 'Fn::GetAtt': ['Cola', 'Nombre'] }, 'the grid gives no attribute "Nombre" of Cola (it gives: Arn, Partes)'],
  [{ 'Fn::ImportValue': 'otra' }, 'no stack before it exports "otra"'],
  [{ 'Fn::Select': [3, ['a']] }, 'Fn::Select asks for element 3 of a list of 1'],
  ['{{resolve:ssm:/a}}', 'dynamic references are not supported by the grid: {{resolve:ssm:/a}}'],
])('%j is refused', (value, message) => {
  expect(() => evaluate(value, scopeOf())).toThrow(message);
});

test('the caller gives parameters, within what the template allows', () => {
  expect(evaluate({ 'Fn::If': ['EsProd', 1, 0] }, scopeOf({ Etapa: 'prod' }))).toBe(1);
  expect(scopeOf({ Etapa: 'qa' }).problems).toStrictEqual(['parameter Etapa is "qa"; allowed are dev, prod']);
});

test('a resource depends on what it mentions anywhere, and on what it says', () => {
  const resource = {
    Type: 'T',
    DependsOn: ['Z'],
    Properties: {
      a: [{ 'Fn::GetAtt': ['A', 'Arn'] }],
      b: { 'Fn::Sub': ['${B.Arn}${C}${own}${!D}', { own: { Ref: 'E' } }] },
    },
  };
  expect([...dependenciesOf(resource)].sort()).toStrictEqual(['A', 'B', 'C', 'E', 'Z']);
});
