import { describe, expect, test } from 'vitest';
import { ClienteEliminado } from '#events/clientes/ClienteEliminado.ts';
import { ClienteOlvidado } from '#events/clientes/ClienteOlvidado.ts';
import { ClienteReflejado } from '#events/clientes/ClienteReflejado.ts';
import { ClienteRegistrado } from '#events/clientes/ClienteRegistrado.ts';
import { OlvidoPedido } from '#events/clientes/OlvidoPedido.ts';
import { UsuarioCambiado } from '#events/legado/UsuarioCambiado.ts';
import { clienteDe, usuarioDe } from '#events/legado/usuariosLegado.ts';
import type { Fact } from '#shared/model/event.ts';
import { given } from '#shared/testing/given.ts';
import { viewOf } from '#shared/testing/views.ts';
import { clientes } from './projections/clientes.ts';
import { reflejarUsuario } from './reflejarUsuario.ts';
import { traducida } from './usuario.ts';

const { clienteId, posicion, usuario } = reflejarUsuario.accepts.parse(reflejarUsuario.example);
const en = (place: string | null, epoch = posicion.epoch) => ({
  ...posicion,
  epoch,
  place: place?.padStart(40, '0') ?? null,
});
const dice = (donde = posicion, mas = {}) => ({
  clienteId,
  posicion: donde,
  usuario: usuario && { ...usuario, ...mas },
});
const borra = (donde = posicion) => ({ clienteId, posicion: donde, usuario: null });
const reflejado = (donde = posicion) =>
  ClienteReflejado({ clienteId, ...(usuario as NonNullable<typeof usuario>), posicion: donde });
const eliminado = (donde = posicion) => ClienteEliminado({ clienteId, posicion: donde });
const pedido = OlvidoPedido({ clienteId });
const registrado = ClienteRegistrado({ ...ClienteRegistrado.example, clienteId });

describe('lo que dice el sistema anterior', () => {
  test('de quien nadie sabía', () => given().when(reflejarUsuario, dice()).yields(reflejado()));
  test('de quien se registró aquí', () => given(registrado).when(reflejarUsuario, dice()).yields(reflejado()));
  test('dos veces no dice nada', () => given(reflejado()).when(reflejarUsuario, dice()).yields());
  test('más tarde', () =>
    given(reflejado(en('42')))
      .when(reflejarUsuario, dice(en('43')))
      .yields(reflejado(en('43'))));
  test('con retraso no dice nada', () =>
    given(reflejado(en('42')))
      .when(reflejarUsuario, dice(en('9')))
      .yields());
  test('una fila leída, cuando ya se sabe de ella, no dice nada', () =>
    given(reflejado(en('42')))
      .when(reflejarUsuario, dice(en(null)))
      .yields());
  test('una fila leída en otra época', () =>
    given(reflejado(en('42')))
      .when(reflejarUsuario, dice(en(null, '2027')))
      .yields(reflejado(en(null, '2027'))));
  test('que se borró', () =>
    given(reflejado(en('42')))
      .when(reflejarUsuario, borra(en('43')))
      .yields(eliminado(en('43')), pedido));
  test('que se borró quien nadie conocía', () => given().when(reflejarUsuario, borra()).yields(eliminado(), pedido));
  test('un borrado con retraso no borra', () =>
    given(reflejado(en('42')))
      .when(reflejarUsuario, borra(en('9')))
      .yields());
  test('de quien se borró, con retraso o después, no lo trae de vuelta', () => {
    given(eliminado(en('43')), pedido)
      .when(reflejarUsuario, dice(en('42')))
      .yields();
    given(eliminado(en('43')), pedido)
      .when(reflejarUsuario, dice(en('44')))
      .yields();
  });
  test('de quien pidió ser olvidado no se guarda', () => {
    given(registrado, pedido).when(reflejarUsuario, dice()).yields();
    given(registrado, pedido, ClienteOlvidado({ clienteId })).when(reflejarUsuario, dice()).yields();
  });
});

describe('la vista', () => {
  const ver = (...hechos: readonly Fact[]) => viewOf(clientes, `cliente#${clienteId}`, ...hechos);
  test('muestra al cliente, y de qué fuente y época es', async () => {
    expect(await ver(reflejado())).toMatchObject({
      clienteId,
      estado: 'registrado',
      nombre: 'Ana Muñoz',
      telefono: '+573001234567',
      activo: true,
      creadoEn: '2019-03-04T05:06:07Z',
      origen: 'dynamodb',
      epoca: posicion.epoch,
    });
  });
  test('de quien se borró no queda nada personal, ni se busca más', async () => {
    const fila = await ver(reflejado(), eliminado(en('43')), pedido);
    expect(fila).toMatchObject({ estado: 'olvidando', nombre: null, correo: null, telefono: null, direccion: null });
    expect(fila).not.toHaveProperty('origen');
  });
});

describe('traducir', () => {
  const fila = UsuarioCambiado.example.value?.after as Parameters<typeof traducida>[0];
  const traduce = (cambios: object) => traducida({ ...fila, ...cambios });
  test.each([
    ['el nombre entero', {}, { nombre: 'Ana Muñoz', telefono: '+573001234567', inservibles: [] }],
    ['sin apellido', { apellido: null }, { nombre: 'Ana' }],
    [
      'lo que está en blanco no se dijo',
      { correo: ' ', direccion: '' },
      { correo: null, direccion: null, inservibles: [] },
    ],
    ['un teléfono que no lo es', { telefono: 'no tiene' }, { telefono: null, inservibles: ['telefono'] }],
    ['un correo que no lo es', { correo: 'ana@' }, { correo: null, inservibles: ['correo'] }],
    ['un nombre demasiado largo', { nombre: 'a'.repeat(200) }, { nombre: null, inservibles: ['nombre'] }],
    [
      'lo que se olvidó',
      { nombre: null, apellido: null, telefono: null },
      { nombre: null, telefono: null, inservibles: [] },
    ],
  ])('%s', (_, cambios, esperado) => expect(traduce(cambios)).toMatchObject(esperado));
  test('un usuario es un cliente, y ese cliente es ese usuario', () =>
    expect(usuarioDe(clienteDe({ id: 17 }))).toBe(17));
});
