import { describe, test } from 'vitest';
import { ClienteOlvidado } from '#events/clientes/ClienteOlvidado.ts';
import { ClienteRegistrado } from '#events/clientes/ClienteRegistrado.ts';
import { given } from '#shared/testing/given.ts';
import { olvidarCliente } from './commands/olvidarCliente.ts';
import { registrarCliente } from './commands/registrarCliente.ts';

const registrado = ClienteRegistrado(registrarCliente.example);
const olvidado = ClienteOlvidado(olvidarCliente.example);

describe('clientes', () => {
  test('registrar', () => given().when(registrarCliente, registrado.data).yields(registrado));
  test('registrar dos veces', () =>
    given(registrado).when(registrarCliente, registrado.data).rejects('CLIENTE_YA_EXISTE'));
  test('un identificador olvidado no vuelve', () =>
    given(registrado, olvidado).when(registrarCliente, registrado.data).rejects('CLIENTE_OLVIDADO'));
  test('olvidar', () => given(registrado).when(olvidarCliente, olvidado.data).yields(olvidado));
  test('olvidar a quien solo se conoce por sus órdenes', () =>
    given().when(olvidarCliente, olvidado.data).yields(olvidado));
  test('olvidar dos veces no hace nada', () =>
    given(registrado, olvidado).when(olvidarCliente, olvidado.data).yields());
});
