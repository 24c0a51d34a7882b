import { type Command, CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LOCAL } from '#infra/cdk/names.ts';
import { functionNamed, functions } from './catalogue.ts';
import { connect, DEFAULT_FOLDER, type GlobalOptions } from './connection.ts';
import { explain, isUnreachable } from './failures.ts';
import { readText, sizeOf } from './files.ts';
import { refusalIn } from './invocar/answer.ts';
import { exampleOf } from './invocar/example.ts';
import { masked } from './log/personal.ts';
import { summary } from './log/render.ts';
import { buildProgram } from './program.ts';
import { nearest } from './suggest.ts';
import { complaint } from './usage.ts';
import { duration, instant } from './values.ts';
import { counted, sentence } from './words.ts';

async function said(...args: string[]): Promise<string> {
  const error = await buildProgram()
    .parseAsync(args, { from: 'user' })
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof CommanderError)) throw new Error('Nothing was wrong.');
  return complaint(error, 'alpes');
}

test.each([
  [['invocar', 'x', '--evnto', 'y'], 'No se conoce la opción --evnto (¿quiso decir --evento?); vea: alpes --help.'],
  [['invocr'], 'No hay una orden "invocr" (¿quiso decir invocar?); vea: alpes --help.'],
  [['log'], 'Falta FLUJO; vea: alpes --help.'],
  [['log', 'a', 'b'], 'Sobran argumentos; vea: alpes --help.'],
  [['replay'], 'Falta la opción --a <destino>; vea: alpes --help.'],
  [['invocar', 'x', '--evento'], 'Falta el valor de --evento <archivo>; vea: alpes --help.'],
  [['log', 'a', '--desde', '0'], '--desde <versión>: debe ser un número entero desde 1, no "0"; vea: alpes --help.'],
  [['invocar', 'x', '--evento', 'y', '--ejemplo'], '--evento <archivo> y --ejemplo no van juntas; vea: alpes --help.'],
])('a wrong use is told in one Spanish sentence: %s', async (args, line) => {
  expect(await said(...args)).toBe(line);
});

test.each([
  ['no se puede leer x', 'No se puede leer x.'],
  ['interrumpido; siga', 'Interrumpido; siga.'],
  ['orden#1 no tiene eventos', 'orden#1 no tiene eventos.'],
  ['--desde debe ser menor', '--desde debe ser menor.'],
  ['ORDEN_NO_EXISTE: La orden no existe', 'ORDEN_NO_EXISTE: La orden no existe.'],
  ['¿quiso decir "x"?', '¿quiso decir "x"?'],
])('%j is a sentence: %j', (text, line) => expect(sentence(text)).toBe(line));

test('numbers agree with what they count', () => {
  expect([0, 1, 2].map((count) => counted(count, 'línea no se importó', 'líneas no se importaron'))).toStrictEqual([
    '0 líneas no se importaron',
    '1 línea no se importó',
    '2 líneas no se importaron',
  ]);
});

test('what the system says of a file is told in words', () => {
  expect(() => readText('/no/hay.json')).toThrow('no se puede leer /no/hay.json: no existe');
  expect(() => readText('.')).toThrow('no se puede leer .: es una carpeta');
  expect(() => sizeOf('.')).toThrow('no se puede leer .: no es un archivo');
  const refused = Object.assign(new Error('EACCES'), { code: 'EACCES', path: '/x.progreso' });
  expect(explain(refused, undefined)).toBe('No se puede usar /x.progreso: no hay permiso.');
});

test('a folder that was named and is not that of a grid is refused', () =>
  expect(() => connect({ data: 'no/hay' })).toThrow('no hay una red en no/hay: falta su outputs.json'));

describe('the stage', () => {
  beforeEach(() => {
    vi.stubEnv('ALPES_STAGE', undefined);
    vi.stubEnv('AWS_ENDPOINT_URL', undefined);
  });
  afterEach(() => vi.unstubAllEnvs());
  const stageOf = (options: Partial<GlobalOptions>) => connect({ data: DEFAULT_FOLDER, ...options }).names.stage;

  test('is the one that is said, or that of whoever develops', () => {
    expect(stageOf({ endpoint: 'http://127.0.0.1:1', etapa: 'prod' })).toBe('prod');
    expect(stageOf({ aws: true, etapa: 'prod' })).toBe('prod');
    vi.stubEnv('ALPES_STAGE', 'prod');
    expect(stageOf({ aws: true })).toBe('prod');
    expect(stageOf({ aws: true, etapa: 'dev' })).toBe('dev');
  });

  test('has to be said on AWS, and has to be one that there is', () => {
    expect(() => stageOf({ aws: true })).toThrow('diga de qué etapa de AWS, con --etapa: dev, prod, relevo');
    expect(() => stageOf({ aws: true, etapa: 'ensayo' })).toThrow('no hay una etapa "ensayo". Hay: dev, prod, relevo');
  });
});

test('every function has an example', () => {
  for (const declared of functions) {
    const example = exampleOf(declared, { names: LOCAL, token: 'token' });
    expect(example, declared.name).toBeTypeOf('object');
    if (declared.kind === 'command' || declared.kind === 'query') declared.declaration.accepts.parse(example);
  }
});

test('what is fed from the bus gets the examples of its events, numbered by stream', () => {
  const { Records } = exampleOf(functionNamed('ordenes', LOCAL), { names: LOCAL, token: undefined }) as {
    Records: { body: string }[];
  };
  const metadata = Records.map(({ body }) => JSON.parse(body).detail.metadata);
  expect(metadata[0]).toMatchObject({ stream: 'orden#0f8fad5b-d9cb-469f-a165-70867728950e', version: 1 });
  expect(metadata.map(({ version }) => version)).toEqual(metadata.map((_, at) => at + 1));
});

test('a function is found by its short name or its name on AWS, or the nearest one is named', () => {
  expect(functionNamed(LOCAL.of('crearOrden'), LOCAL).name).toBe('crearOrden');
  expect(() => functionNamed('crearOrdn', LOCAL)).toThrow('no hay una función "crearOrdn". ¿Quiso decir "crearOrden"?');
  expect(() => functionNamed('zzzzzz', LOCAL)).toThrow(
    'no hay una función "zzzzzz". Vea cuáles hay con: alpes funciones',
  );
});

test('what the help names is there', () => {
  const help: string[] = [];
  const collect = (command: Command): void => {
    command.configureOutput({ writeOut: (text) => help.push(text) }).outputHelp();
    command.commands.forEach(collect);
  };
  collect(buildProgram());
  const named = (words: string) =>
    [...help.join('\n').matchAll(new RegExp(`alpes ${words} ([a-z]\\w+)`, 'g'))].map(([, name]) => name);
  const targets = [...help.join('\n').matchAll(/--a ([a-z]\w+)/g)].map(([, name]) => name);
  const known = functions.map(({ name }) => name);
  const called = [...named('invocar'), ...named('colas reenviar'), ...named('reconstruir'), ...targets];
  expect(called.length).toBeGreaterThan(5);
  expect(known).toEqual(expect.arrayContaining(called));
  expect(functions.map(({ context }) => context.name)).toEqual(expect.arrayContaining(named('funciones')));
});

test('what holds by default is shown as it would be written', () => {
  const help: string[] = [];
  const token = buildProgram().commands.find((command) => command.name() === 'token');
  token?.configureOutput({ writeOut: (text) => help.push(text) }).outputHelp();
  expect(help.join('').replace(/\s+/g, ' ')).toContain('hasta P31D (por omisión: PT8H)');
});

test('the nearest word is near', () => {
  expect(nearest('ordens', ['fletes', 'ordenes'])).toBe('ordenes');
  expect(nearest('Ordenes', ['ordenes'])).toBe('ordenes');
  expect(nearest('xyz', ['ordenes'])).toBeUndefined();
});

test.each([
  [{ result: { id: '1', version: 1 }, failed: false }, undefined],
  [{ result: { errorType: 'Fault', errorMessage: 'NO_EXISTE:\n no' }, failed: true }, 'NO_EXISTE: no'],
  [{ result: { codigo: 'X', status: 409, title: 'No', detail: 'porque sí' }, failed: false }, 'X: No: porque sí'],
  [{ result: { statusCode: 404, body: '{"codigo":"X","title":"No"}' }, failed: false }, 'X: No'],
  [{ result: { statusCode: 502, body: 'oh' }, failed: false }, '502: oh'],
  [
    { result: { batchItemFailures: [{}] }, failed: false },
    'la función devolvió 1 mensaje a su cola; el porqué está en su registro',
  ],
  [{ result: null, failed: false }, undefined],
])('a refusal is one line: %o', (invoked, line) => {
  expect(refusalIn({ log: [], ...invoked })).toBe(line);
});

test('what is encrypted is never shown, however deep', () => {
  const data = { nombre: { cifrado: 'abc' }, lineas: [{ de: { cifrado: 'abc' }, sku: 'A' }] };
  expect(masked({ type: 'X', data, metadata: {} as never }).data).toEqual({
    nombre: '‹cifrado›',
    lineas: [{ de: '‹cifrado›', sku: 'A' }],
  });
});

test('a summary leaves out what the stream says, and is cut', () => {
  expect(summary({ ordenId: '1', destino: { ciudad: 'Cali' }, lineas: [{ sku: 'A' }], nada: null }, 'orden#1')).toBe(
    'destino.ciudad=Cali lineas[0].sku=A nada=null',
  );
  expect(summary({ texto: 'x'.repeat(500) }, 'orden#1')).toHaveLength(160);
});

test('a time without an offset is UTC', () => {
  expect(instant('2026-11-24T10:00:00').toISOString()).toBe('2026-11-24T10:00:00.000Z');
  expect(instant('2026-11-24T10:00:00-05:00').toISOString()).toBe('2026-11-24T15:00:00.000Z');
  expect(() => instant('hoy')).toThrow('debe ser una fecha');
});

test('nobody at the other end is told in one line', () => {
  const refused = Object.assign(new Error('x'), { cause: Object.assign(new Error('y'), { code: 'ECONNREFUSED' }) });
  expect(isUnreachable(refused)).toBe(true);
  expect(explain(refused, 'http://127.0.0.1:1')).toBe(
    'No hay una red en http://127.0.0.1:1; arránquela con: npm start.',
  );
  expect(explain(new Error('una\n  dos'), undefined)).toBe('Una dos.');
});

test.each([
  ['PT8H', 28_800],
  ['P1DT30M', 88_200],
  ['PT1S', 1],
  ['P31D', 2_678_400],
])('%s is %i seconds', (text, seconds) => expect(duration(text)).toBe(seconds));

test.each(['', 'P', 'PT', '8h', 'PT0S', 'P32D', 'P1W', '-PT1H', 'PT1.5H'])('%j is no duration', (text) =>
  expect(() => duration(text)).toThrow('como PT8H'),
);
