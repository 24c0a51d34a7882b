import { afterEach, expect, test, vi } from 'vitest';
import { reject } from '#shared/model/rejection.ts';
import { fault } from '../fault.ts';
import { logger } from '../telemetry.ts';
import { faultOf, problem } from './problem.ts';

afterEach(() => vi.restoreAllMocks());

const meanings = { CAJA_CERRADA: { status: 409, title: 'La caja está cerrada' } } as const;
const told = (error: unknown) => {
  const { body, ...rest } = problem(error, 'r-1');
  return { ...rest, body: JSON.parse(body) };
};
const headers = { 'Content-Type': 'application/problem+json; charset=utf-8', 'Cache-Control': 'no-store' };

test('a refusal is told by what its code means, with its detail', () => {
  expect(told(faultOf(reject('CAJA_CERRADA', 'La 3'), meanings))).toStrictEqual({
    statusCode: 409,
    headers,
    body: {
      type: 'urn:alpes:problema:CAJA_CERRADA',
      title: 'La caja está cerrada',
      status: 409,
      detail: 'La 3',
      instance: 'urn:alpes:peticion:r-1',
      codigo: 'CAJA_CERRADA',
    },
  });
  expect('detail' in told(faultOf(reject('CAJA_CERRADA'), meanings)).body).toBe(false);
  expect(() => faultOf(reject('OTRA'), meanings)).toThrow('The code OTRA has no meaning');
});

test('wrong fields are told one by one', () => {
  const errors = [{ campo: 'n', mensaje: 'Falta' }];
  expect(told(fault('ENTRADA_INVALIDA', { errors })).body).toMatchObject({ status: 400, errores: errors });
});

test('who may try again is told when, and who is nobody is told how to become somebody', () => {
  expect(told(fault('FLUJO_OCUPADO')).headers).toStrictEqual({ ...headers, 'Retry-After': '1' });
  expect(told(fault('NO_AUTENTICADO')).headers).toStrictEqual({ ...headers, 'WWW-Authenticate': 'Bearer' });
});

test.each([
  ['ProvisionedThroughputExceededException', { $fault: 'client' }],
  ['InternalServerError', { $fault: 'server' }],
  ['Error', { code: 'ECONNRESET' }],
  ['TimeoutError', {}],
])('%s of a service is told with when to ask again', (name, members) => {
  const error = vi.spyOn(logger, 'error').mockReturnValue(undefined);
  const cause = Object.assign(new Error('of AWS'), { name, ...members });
  const answer = told(cause);
  expect(answer).toMatchObject({ statusCode: 503, body: { codigo: 'SERVICIO_NO_DISPONIBLE' } });
  expect(answer.headers).toStrictEqual({ ...headers, 'Retry-After': '2' });
  expect(error).toHaveBeenCalledExactlyOnceWith(expect.any(String), cause);
});

test('what a service refuses is a bug of ours', () => {
  vi.spyOn(logger, 'error').mockReturnValue(undefined);
  expect(told(Object.assign(new Error(), { name: 'ValidationException', $fault: 'client' })).statusCode).toBe(500);
});

test('a bug is logged whole, and told by an id only', () => {
  const error = vi.spyOn(logger, 'error').mockReturnValue(undefined);
  const bug = new RangeError('the secret is 42');
  const { statusCode, body } = told(bug);
  expect(statusCode).toBe(500);
  expect(body).toStrictEqual({
    type: 'urn:alpes:problema:ERROR_INTERNO',
    title: 'Algo ha fallado de nuestra parte',
    status: 500,
    detail: 'Comunique este identificador: r-1',
    instance: 'urn:alpes:peticion:r-1',
    codigo: 'ERROR_INTERNO',
  });
  expect(error).toHaveBeenCalledExactlyOnceWith(expect.any(String), bug);
  told(fault('NO_EXISTE'));
  expect(error).toHaveBeenCalledTimes(1);
});
