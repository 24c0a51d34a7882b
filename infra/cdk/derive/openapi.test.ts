import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { contextos } from '#functions/contextos.ts';
import { meaningOf } from '#shared/model/problem.ts';
import { functionsOf, servesPages } from './functions.ts';
import { openapiOf } from './openapi.ts';
import { routesOf } from './routes.ts';
import { PUBLIC } from './scope.ts';

const routes = routesOf(functionsOf(contextos));
const document = openapiOf(routes);

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
ajv.addKeyword('personal');
ajv.addKeyword('text');
ajv.addVocabulary(['openapi', 'info', 'servers', 'security', 'tags', 'paths', 'components']);
ajv.addSchema({ $id: 'openapi', ...document });

const operations = routes
  .filter(({ declared }) => !servesPages(declared))
  .map((route) => {
    const operation = document.paths[route.path][route.method.toLowerCase()];
    return [route.declared.name, { ...route, operation }] as const;
  });

/** What a parameter or header says, wherever it stands in the document. */
function resolved(part: { $ref?: string }): any {
  if (!part.$ref) return part;
  return part.$ref
    .slice(2)
    .split('/')
    .reduce((at: any, step) => at[step], document);
}

/** Why a value does not fit a schema of the document; nothing when it does. */
function misfit(schema: object, value: unknown): unknown {
  const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components'));
  const validate = ajv.compile(whole);
  return validate(value) ? undefined : validate.errors;
}

function names(operation: any): string[] {
  return operation.parameters.map((one: any) => resolved(one).name);
}

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
});

test('every reference leads somewhere', () => {
  for (const [, target] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) {
    expect(resolved({ $ref: target as string }), target).toBeDefined();
  }
});

test('operation ids are the names of functions, each once', () => {
  const ids = operations.map(([, { operation }]) => operation.operationId);
  expect(ids).toStrictEqual(operations.map(([name]) => name));
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(operations)('%s', (_, { operation, declared, path, scope }) => {
  test('says which right it needs', () => {
    expect(operation.security).toStrictEqual(scope === PUBLIC ? [] : [{ token: [scope] }]);
  });

  if (scope !== PUBLIC) {
    test('says how to authenticate, and how long to wait before asking again', () => {
      const headers = (status: number) => Object.keys(operation.responses[status]?.headers ?? {});
      expect([headers(401), headers(429), headers(403)]).toStrictEqual([['WWW-Authenticate'], ['Retry-After'], []]);
    });
  }

  test('says of every technical code what the table says', () => {
    for (const [status, { content }] of Object.entries<any>(operation.responses)) {
      for (const [code, { value }] of Object.entries<any>(content?.['application/problem+json']?.examples ?? {})) {
        const { title } = meaningOf(code, declared.context.rejections);
        expect(value).toMatchObject({ status: Number(status), title, codigo: code });
      }
    }
  });

  test('its examples fit their schemas', () => {
    for (const one of (operation.parameters ?? []).map(resolved)) {
      if ('example' in one) expect(misfit(one.schema, one.example), one.name).toBeUndefined();
    }
    const body = operation.requestBody?.content['application/json'];
    if (body) expect(misfit(body.schema, body.example)).toBeUndefined();
    for (const response of Object.values<any>(operation.responses)) {
      const problem = response.content?.['application/problem+json'];
      for (const { value } of Object.values<any>(problem?.examples ?? {})) {
        expect(misfit(problem.schema, value), value.codigo).toBeUndefined();
      }
    }
  });

  test('every part of its path is a parameter with an example', () => {
    for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
      const found = operation.parameters.map(resolved).find((one: any) => one.name === name && one.in === 'path');
      expect(found, name).toMatchObject({ required: true, example: expect.anything() });
    }
  });

  if (declared.kind === 'command') {
    test('asks for a body where an empty one does not fit', () => {
      const { required, content } = operation.requestBody;
      expect(required).toBe(misfit(content['application/json'].schema, {}) !== undefined);
    });

    test('has every rejection under its status', () => {
      for (const code of declared.declaration.rejects) {
        const { status, title } = meaningOf(code, declared.context.rejections);
        const { examples } = operation.responses[status].content['application/problem+json'];
        expect(examples[code]?.value).toMatchObject({ status, title, codigo: code });
      }
    });
    test('takes an Idempotency-Key and gives an ETag', () => {
      expect(names(operation)).toContain('Idempotency-Key');
      const done = operation.responses[201] ?? operation.responses[200];
      expect(Object.keys(done.headers)).toContain('ETag');
    });
  }

  if (declared.kind === 'query') {
    test('takes an If-None-Match and gives an ETag', () => {
      expect(names(operation)).toContain('If-None-Match');
      expect(Object.keys(operation.responses[200].headers)).toContain('ETag');
      expect(Object.keys(operation.responses[304].headers)).toContain('ETag');
    });
    test('describes how it pages, or what version to wait for', () => {
      const { kind } = declared.declaration;
      expect(names(operation).includes('cursor')).toBe(kind === 'list');
      expect(names(operation).includes('limite')).toBe(kind === 'list');
      expect(names(operation).includes('desdeVersion')).toBe(kind === 'row');
    });
  }
});

describe('what an operation may answer follows from what it is', () => {
  const operationOf = (name: string) => operations.find(([each]) => each === name)?.[1].operation;
  const codesOf = (name: string): string[] => {
    const found = operationOf(name);
    return Object.values<any>(found?.responses ?? {}).flatMap(({ content }) =>
      Object.keys(content?.['application/problem+json']?.examples ?? {}),
    );
  };
  test('who begins something personal, or brings it, may find its customer forgotten', () => {
    const forgotten = operations.map(([name]) => name).filter((name) => codesOf(name).includes('CLIENTE_OLVIDADO'));
    expect(forgotten).toStrictEqual(['registrarCliente', 'crearOrden', 'subirEvidencia']);
  });
  test('what a command tells stands beside what was written', () => {
    const { responses } = operationOf('planificarRutas');
    const { schema } = responses[201].content['application/json'];
    const told = { id: 'x', version: 1, flujo: 'planificacion#x', movidas: 2 };
    expect([misfit(schema, told), misfit(schema, { ...told, movidas: -1 })]).toStrictEqual([
      undefined,
      expect.anything(),
    ]);
  });
  test('what was created leads to every operation on it', () => {
    const { responses } = operationOf('crearOrden');
    const { verOrden, confirmarEntrega, listarOrdenes } = responses[201].links;
    expect(verOrden).toStrictEqual({ operationId: 'verOrden', parameters: { ordenId: '$response.body#/id' } });
    expect([confirmarEntrega?.parameters, listarOrdenes]).toStrictEqual([verOrden.parameters, undefined]);
  });
  test('who takes a body may be given another kind of one', () => {
    expect(codesOf('cancelarOrden')).toContain('TIPO_NO_ADMITIDO');
    expect(codesOf('olvidarCliente')).not.toContain('TIPO_NO_ADMITIDO');
  });
  test('who looks for one row may be ahead of it', () => {
    expect(codesOf('verOrden')).toEqual(expect.arrayContaining(['NO_EXISTE', 'VISTA_ATRASADA']));
    expect(codesOf('verAnalitica')).not.toContain('VISTA_ATRASADA');
  });
  test('a row may be of version 0 where nobody has to have said anything', () => {
    const least = (name: string) =>
      operationOf(name).responses[200].content['application/json'].schema.properties.version.minimum;
    expect([least('verPreferencias'), least('verOrden')]).toStrictEqual([0, 1]);
  });
  test('a report that may be a table says so', () => {
    const kindsOf = (name: string) => Object.keys(operationOf(name).responses[200].content);
    expect(kindsOf('verAnalitica')).toStrictEqual(['application/json', 'text/csv']);
    expect(kindsOf('verOrden')).toStrictEqual(['application/json']);
  });
  test('what all may answer is declared by all', () => {
    for (const [name] of operations) {
      expect(codesOf(name), name).toEqual(
        expect.arrayContaining(['DEMASIADAS_PETICIONES', 'ERROR_INTERNO', 'SERVICIO_NO_DISPONIBLE']),
      );
    }
  });
});
