import { describe, expect, test } from 'vitest';
import { ClienteOlvidado } from '#events/clientes/ClienteOlvidado.ts';
import { ClienteRegistrado } from '#events/clientes/ClienteRegistrado.ts';
import { OlvidoPedido } from '#events/clientes/OlvidoPedido.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { isOpenToCustomers } from '#shared/model/access.ts';
import type { Fact } from '#shared/model/event.ts';
import { given } from '#shared/testing/given.ts';
import { viewOf } from '#shared/testing/views.ts';
import { olvidarCliente } from './commands/olvidarCliente.ts';
import { registrarCliente } from './commands/registrarCliente.ts';
import { confirmarOlvido } from './confirmarOlvido.ts';
import { clientes } from './projections/clientes.ts';
import { listarClientes } from './queries/listarClientes.ts';
import { verCliente } from './queries/verCliente.ts';

const datos = registrarCliente.accepts.parse(registrarCliente.example);
const registrado = ClienteRegistrado(datos);
const { clienteId } = datos;
const pedido = OlvidoPedido({ clienteId });
const olvidado = ClienteOlvidado({ clienteId });

describe('clientes', () => {
  test('registrar', () => given().when(registrarCliente, datos).yields(registrado));
  test('registrar dos veces', () => given(registrado).when(registrarCliente, datos).rejects('CLIENTE_YA_EXISTE'));
  test('un identificador olvidado no vuelve', () =>
    given(registrado, pedido, olvidado).when(registrarCliente, datos).rejects('CLIENTE_OLVIDADO'));
  test('tampoco el de quien acaba de pedirlo', () =>
    given(registrado, pedido).when(registrarCliente, datos).rejects('CLIENTE_OLVIDADO'));
});

describe('olvidar', () => {
  test('primero se pide', () => given(registrado).when(olvidarCliente, { clienteId }).yields(pedido));
  test('a quien solo se conoce por sus órdenes', () => given().when(olvidarCliente, { clienteId }).yields(pedido));
  test('pedirlo dos veces no hace nada', () => given(registrado, pedido).when(olvidarCliente, { clienteId }).yields());
  test('pedirlo cuando ya pasó no hace nada', () =>
    given(registrado, pedido, olvidado).when(olvidarCliente, { clienteId }).yields());
  test('el ejemplo olvida a quien no sale en los demás', () =>
    expect([EJEMPLO.clienteId, registrarCliente.example.clienteId]).not.toContain(olvidarCliente.example.clienteId));
  test('se confirma cuando ya no hay clave', () =>
    given(registrado, pedido).when(confirmarOlvido, { clienteId }).yields(olvidado));
  test('confirmar dos veces no hace nada', () => given(pedido, olvidado).when(confirmarOlvido, { clienteId }).yields());
  test('confirmar lo que nadie pidió no hace nada', () =>
    given(registrado).when(confirmarOlvido, { clienteId }).yields());
});

describe('la vista de un cliente', () => {
  const ver = (...hechos: readonly Fact[]) => viewOf(clientes, `cliente#${clienteId}`, ...hechos);
  test('registrado', async () =>
    expect(await ver(registrado)).toStrictEqual({
      ...registrado.data,
      estado: 'registrado',
      registradoEn: '2030-01-15T12:00:00.000Z',
    }));
  test('sin nada personal desde que pide el olvido, y olvidado cuando llega', async () => {
    const blanco = { clienteId, estado: 'olvidando', nombre: null, correo: null, telefono: null };
    const pidio = { registradoEn: '2030-01-15T12:00:00.000Z', olvidoPedidoEn: '2030-01-15T12:01:00.000Z' };
    expect(await ver(registrado, pedido)).toStrictEqual({ ...blanco, ...pidio });
    expect(await ver(registrado, pedido, olvidado)).toStrictEqual({
      ...blanco,
      ...pidio,
      estado: 'olvidado',
      olvidadoEn: '2030-01-15T12:02:00.000Z',
    });
  });
  test('olvidado sin haberse registrado', async () =>
    expect(await ver(pedido)).toMatchObject({ clienteId, estado: 'olvidando', nombre: null }));
});

describe('consultar clientes', () => {
  const persona = { nombre: 'Ana Rojas', correo: 'ana@example.com', telefono: '+573001234567' };
  const cliente = { ...persona, clienteId, estado: 'registrado' as const, registradoEn: '2030-01-15T12:00:00.000Z' };
  test('uno se busca por su id, y es de sí mismo', () => {
    expect(verCliente.key({ clienteId })).toBe(clienteId);
    expect(verCliente.owner?.(cliente)).toBe(clienteId);
    expect(verCliente.shape(cliente, { clienteId }, [])).toStrictEqual({ ...cliente, ordenesAbiertas: 0 });
    expect(verCliente.shape(cliente, { clienteId }, [{ key: clienteId, ordenes: 2 }]).ordenesAbiertas).toBe(2);
  });
  test('se listan por estado', () => {
    expect(listarClientes.where({ estado: 'olvidado' })).toStrictEqual({ index: 'porEstado', value: 'olvidado' });
    expect(listarClientes.accepts.parse({})).toStrictEqual({ estado: 'registrado' });
    expect(isOpenToCustomers(listarClientes)).toBe(false);
    expect(listarClientes.shape(cliente, { estado: 'registrado' })).toStrictEqual(cliente);
  });
});
