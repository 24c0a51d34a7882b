import schema from '@asyncapi/specs/schemas/3.0.0-without-$id.json' with { type: 'json' };
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { contextos } from '#functions/contextos.ts';
import { asyncapiOf } from './asyncapi.ts';
import { livesOf } from './functions.ts';

const document = asyncapiOf(contextos);

function resolved(ref: string): any {
  return ref
    .slice(2)
    .split('/')
    .reduce((at: any, step) => at?.[step], document);
}

test('the document is valid AsyncAPI 3.0', () => {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(schema);
  validate(JSON.parse(JSON.stringify(document)));
  expect(validate.errors?.slice(0, 5) ?? []).toStrictEqual([]);
});

test('every reference leads somewhere', () => {
  for (const [, target] of JSON.stringify(document).matchAll(/"\$ref":"(#\/[^"]+)"/g))
    expect(resolved(target as string), target).toBeDefined();
});

test('every action of the channel has an example that it accepts', () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const { messages } = document.channels.vivo;
  for (const name of ['suscribir', 'cancelar', 'latido']) {
    const { payload, examples } = messages[name];
    expect(ajv.validate(payload, examples[0].payload), name).toBe(true);
  }
});

test('everything that goes live is told of, by the name of its list', () => {
  const { items } = document.channels.vivo.messages.novedades.payload.properties.novedades;
  const views = items.oneOf.flatMap(({ properties }: any) => properties.vista.const ?? []);
  expect(views).toStrictEqual(livesOf(contextos).map(({ live }) => live.vista));
});

test('each context tells its own events, what passes by too', () => {
  const told = (context: string) => Object.keys(document.channels[context].messages);
  expect(told('vehiculos')).toContain('UbicacionRegistrada');
  expect(told('ordenes')).toContain('OrdenCreada');
  expect(told('ordenes')).not.toContain('VehiculoRegistrado');
});
