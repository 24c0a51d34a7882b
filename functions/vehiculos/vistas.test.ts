import { describe, expect, test } from 'vitest';
import { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import type { Streams } from '#shared/testing/deciding.ts';
import { viewOf } from '#shared/testing/views.ts';
import { masDias } from './calendario.ts';
import { actualizarEncargo } from './commands/actualizarEncargo.ts';
import { confirmarEntrega } from './commands/confirmarEntrega.ts';
import { confirmarRecogida } from './commands/confirmarRecogida.ts';
import { corregirVehiculo } from './commands/corregirVehiculo.ts';
import { deshacerRuta } from './commands/deshacerRuta.ts';
import { fijarParada } from './commands/fijarParada.ts';
import { finalizarRuta } from './commands/finalizarRuta.ts';
import { iniciarMantenimiento } from './commands/iniciarMantenimiento.ts';
import { iniciarRuta } from './commands/iniciarRuta.ts';
import { liberarParada } from './commands/liberarParada.ts';
import { planificarEntrega } from './commands/planificarEntrega.ts';
import { registrarRecepcion } from './commands/registrarRecepcion.ts';
import { reportarEntregaFallida } from './commands/reportarEntregaFallida.ts';
import { retirarEntrega } from './commands/retirarEntrega.ts';
import { retirarVehiculo } from './commands/retirarVehiculo.ts';
import { terminarMantenimiento } from './commands/terminarMantenimiento.ts';
import { aBuscar, porDecidir } from './pendientes.ts';
import { planIdDe } from './plan.ts';
import { entregas, type VistaEntrega } from './projections/entregas.ts';
import { flota } from './projections/flota.ts';
import { planes } from './projections/planes.ts';
import {
  RespuestaEntrega,
  RespuestaPlan,
  RespuestaVehiculo,
  responderEntrega,
  responderPlan,
  responderVehiculo,
} from './respuesta.ts';
import { conMas, HOY, NORTE, OTRA, ordenN, SUR, tras, VAN } from './testing/ejemplos.ts';
import { a, bodegas, CERCA, entre, flota as flotaDe, partesDe, pedido } from './testing/pedidos.ts';

const [UNA, DOS] = [ordenN(1), ordenN(2)];
const esta = { vehiculoId: VAN };
const MANANA = masDias(HOY, 1);
const base = { ...bodegas(), ...flotaDe({ [VAN]: {} }) };
const dos = tras(
  base,
  [planificarEntrega, pedido(UNA, { pesoKg: 0.1, partes: partesDe(NORTE, SUR) })],
  [planificarEntrega, pedido(DOS, { pesoKg: 0.2 })],
);
const enRuta = tras(dos, [iniciarRuta, esta]);
const prueba = { ...esta, recibidoPor: 'Ana', evidencia: 'foto:1' };

async function fila<V>(vista: Parameters<typeof viewOf<V>>[0], stream: string, streams: Streams): Promise<V> {
  const row = await viewOf(vista, stream, ...(streams[stream] ?? []));
  if (!row) throw new Error(`${stream} has no row.`);
  return row;
}

const verEntrega = async (streams: Streams, ordenId = UNA) => fila(entregas, `entrega#${ordenId}`, streams);

describe('un vehículo', () => {
  const ver = async (streams: Streams) => {
    const { estado, paradas, carga, ruta } = RespuestaVehiculo.parse(
      responderVehiculo(await fila(flota, `vehiculo#${VAN}`, streams)),
    );
    return [estado, paradas, carga.pesoKg, ruta?.dia];
  };

  test('en su base no lleva nada, esté o no en el taller', async () => {
    expect(await ver(dos)).toStrictEqual(['disponible', 0, 0, undefined]);
    const taller = tras(dos, [iniciarMantenimiento, { ...esta, motivo: 'Frenos' }]);
    expect(await ver(taller)).toStrictEqual(['mantenimiento', 0, 0, undefined]);
    expect(await ver(tras(taller, [terminarMantenimiento, esta]))).toStrictEqual(['disponible', 0, 0, undefined]);
  });
  test('en ruta lleva lo que cargó y aún no entregó', async () => {
    expect(await ver(enRuta)).toStrictEqual(['enRuta', 2, 0.2, HOY]);
    const recogida = tras(enRuta, [confirmarRecogida, { ...esta, bodegaId: SUR }]);
    expect(await ver(recogida)).toStrictEqual(['enRuta', 2, 0.3, HOY]);
    const fallida = tras(recogida, [reportarEntregaFallida, { ...esta, ordenId: UNA, motivo: 'ausente' }]);
    expect(await ver(fallida)).toStrictEqual(['enRuta', 1, 0.3, HOY]);
    expect(await ver(tras(fallida, [planificarEntrega, { ordenId: UNA, intento: 2 }]))).toStrictEqual([
      'enRuta',
      2,
      0.3,
      HOY,
    ]);
    expect(await ver(tras(fallida, [confirmarEntrega, { ...prueba, ordenId: DOS }]))).toStrictEqual([
      'enRuta',
      0,
      0.1,
      HOY,
    ]);
    const varado = tras(fallida, [iniciarMantenimiento, { ...esta, motivo: 'Se varó', lugar: 'Calle 80' }]);
    expect(await ver(varado)).toStrictEqual(['averiado', 1, 0.3, HOY]);
  });
  test('de lo entregado en parte lleva solo el resto', async () => {
    const lineas = [{ sku: 'CAFE-500', cantidad: 1 }];
    const parcial = tras(enRuta, [confirmarEntrega, { ...prueba, ordenId: DOS, lineas }]);
    expect(await ver(parcial)).toStrictEqual(['enRuta', 1, 0.1, HOY]);
  });
  test('en ruta pesa también lo que trae sin parada, de un viaje anterior', async () => {
    const bulto = { ordenId: ordenN(9), pesoKg: 7, volumenM3: 0.01 };
    const sale = { ...RutaIniciada.example, ...esta, dia: HOY, paradas: [], aBordo: [bulto] };
    const con = conMas(base, { [`vehiculo#${VAN}`]: [RutaIniciada(sale)] });
    expect(await ver(con)).toStrictEqual(['enRuta', 0, 7, HOY]);
  });
  test('al volver, o si no salió, está libre', async () => {
    for (const fin of [finalizarRuta, deshacerRuta])
      expect(await ver(tras(enRuta, [fin, esta]))).toStrictEqual(['disponible', 0, 0, undefined]);
  });
  test('se ve corregido, retirado y donde estuvo por última vez', async () => {
    const retirado = tras(
      base,
      [corregirVehiculo, { ...esta, capacidadKg: 90 }],
      [retirarVehiculo, { ...esta, motivo: 'Se vendió' }],
    );
    const posicion = { coordenadas: CERCA, registradaEn: a('08:00') };
    expect(
      RespuestaVehiculo.parse(responderVehiculo(await fila(flota, `vehiculo#${VAN}`, retirado), posicion)),
    ).toMatchObject({
      estado: 'retirado',
      capacidadKg: 90,
      posicion,
    });
  });
});

describe('un plan', () => {
  const ver = async (streams: Streams) =>
    RespuestaPlan.parse(responderPlan(await fila(planes, `plan#${planIdDe(VAN, HOY)}`, streams)));

  test('muestra sus paradas en orden, con su carga', async () => {
    const { paradas, carga, ...plan } = await ver(
      tras(dos, [fijarParada, { ...esta, dia: HOY, ordenId: DOS, fija: true }]),
    );
    expect(plan).toStrictEqual({ vehiculoId: VAN, dia: HOY, bodegaId: NORTE });
    expect(carga.pesoKg).toBe(0.3);
    expect(paradas.map(({ ordenId, fija }) => [ordenId, fija])).toContainEqual([DOS, true]);
    expect(paradas.flatMap(({ recogidas }) => recogidas.map(({ bodegaId }) => bodegaId))).toStrictEqual([SUR]);
  });
  test('lo que sale ya no está, y lo que no salió vuelve', async () => {
    expect((await ver(enRuta)).paradas).toStrictEqual([]);
    expect((await ver(tras(enRuta, [deshacerRuta, esta]))).paradas).toHaveLength(2);
    expect((await ver(tras(dos, [retirarEntrega, { ordenId: UNA, motivo: 'No' }]))).paradas).toHaveLength(1);
  });
});

describe('una entrega', () => {
  test('dice cuánto se carga en cada bodega', async () =>
    expect(RespuestaEntrega.parse(responderEntrega(await verEntrega(enRuta)))).toMatchObject({
      partes: partesDe(NORTE, SUR),
      mercancia: { porCargar: [SUR] },
    }));
  test('dice al conductor todo lo que la puerta necesita', async () => {
    const fila = await verEntrega(enRuta);
    expect(fila.vehiculoId).toBe(VAN);
    expect(RespuestaEntrega.parse(responderEntrega(fila))).toMatchObject({
      estado: 'enRuta',
      destinatario: { nombre: 'Ana Rojas', telefono: '+573001234567' },
      direccion: 'Carrera 15 # 93-60, apto 402',
      ciudad: 'Bogotá',
      vehiculoId: VAN,
      mercancia: { lugar: 'vehiculo', vehiculoId: VAN, porCargar: [SUR] },
    });
  });
  test('cambia con lo que se corrige, y conserva lo demás', async () => {
    const cambios = { notas: 'Tocar dos veces', ciudad: 'Chía' };
    const corregida = tras(dos, [
      actualizarEncargo,
      { ordenId: UNA, clienteId: 'tienda-de-ejemplo', revision: 1, cambios },
    ]);
    const fila = await verEntrega(corregida);
    expect(fila).toMatchObject({ ...cambios, direccion: 'Carrera 15 # 93-60, apto 402', vehiculoId: VAN });
  });
  test('pertenece a quien la tiene que llevar, y a nadie cuando termina', async () => {
    const otra = { de: VAN, a: OTRA, rutaId: ordenN(7), eta: a('10:00'), lugar: 'Calle 80', aBordo: true, intento: 1 };
    const pasada = {
      ...enRuta,
      [`entrega#${UNA}`]: [...(enRuta[`entrega#${UNA}`] ?? []), EntregaTransbordada({ ordenId: UNA, ...otra })],
    };
    expect(await verEntrega(pasada)).toMatchObject({ vehiculoId: OTRA, eta: a('10:00') });
    const entregada = tras(enRuta, [confirmarEntrega, { ...prueba, ordenId: DOS }]);
    const fila = await verEntrega(entregada, DOS);
    expect(fila.vehiculoId).toBeUndefined();
    expect(RespuestaEntrega.parse(responderEntrega(fila))).toMatchObject({
      estado: 'entregada',
      mercancia: { lugar: 'persona', porCargar: [] },
    });
  });
  test('de la que volvió con su vehículo dice en qué bodega está', async () => {
    const fila = await verEntrega(tras(enRuta, [finalizarRuta, { vehiculoId: VAN }]));
    expect(RespuestaEntrega.parse(responderEntrega(fila)).mercancia).toMatchObject({
      lugar: 'vehiculo',
      vehiculoId: VAN,
      enBodegaId: NORTE,
    });
  });
  test('de la que volvió y nadie lleva ya dice quién la recibió, o que no apareció', async () => {
    const deVuelta = tras(
      enRuta,
      [finalizarRuta, { vehiculoId: VAN }],
      [retirarEntrega, { ordenId: UNA, motivo: 'No' }],
    );
    const recibida = async (condicion: 'vendible' | 'faltante') => {
      const lineas = [{ sku: 'CAFE-500', cantidad: 2, condicion }];
      const final = tras(deVuelta, [registrarRecepcion, { ordenId: UNA, bodegaId: NORTE, lineas, completa: true }]);
      return RespuestaEntrega.parse(responderEntrega(await verEntrega(final))).mercancia;
    };
    expect(await recibida('vendible')).toEqual({ lugar: 'bodega', enBodegaId: NORTE, porCargar: [], vuelve: [] });
    expect(await recibida('faltante')).toMatchObject({ lugar: 'perdida' });
  });
  test('vuelve a su bodega en cuanto nadie la lleva, hasta que la recibe o sale otra vez', async () => {
    const fallida = tras(enRuta, [reportarEntregaFallida, { ...esta, ordenId: DOS, motivo: 'ausente' }]);
    const otraVez = tras(fallida, [planificarEntrega, { ordenId: DOS, intento: 2 }]);
    const vuelta = tras(enRuta, [finalizarRuta, esta], [retirarEntrega, { ordenId: DOS, motivo: 'No' }]);
    const lineas = [{ sku: 'CAFE-500', cantidad: 2, condicion: 'vendible' }];
    const recibida = tras(vuelta, [registrarRecepcion, { ordenId: DOS, bodegaId: NORTE, lineas, completa: true }]);
    const ver = async (streams: Streams) => {
      const fila = await verEntrega(streams, DOS);
      const { mercancia, admite } = RespuestaEntrega.parse(responderEntrega(fila));
      const espera = fila.porRecibirDesde !== undefined;
      return [fila.vuelveA, mercancia.vuelve, mercancia.enBodegaId, admite.includes('recibirDevolucion'), espera];
    };
    const vuelve = [{ sku: 'CAFE-500', cantidad: 2 }];
    expect(await ver(enRuta)).toStrictEqual([undefined, [], undefined, false, false]);
    expect(await ver(fallida)).toStrictEqual([NORTE, vuelve, undefined, false, false]);
    expect(await ver(otraVez)).toStrictEqual([undefined, [], undefined, false, false]);
    expect(await ver(vuelta)).toStrictEqual([NORTE, vuelve, NORTE, true, true]);
    expect(await ver(recibida)).toStrictEqual([undefined, [], NORTE, false, false]);
  });
  test('de la entregada en parte vuelve solo el resto', async () => {
    const lineas = [{ sku: 'CAFE-500', cantidad: 1 }];
    const parcial = tras(enRuta, [confirmarEntrega, { ...prueba, ordenId: DOS, lineas }]);
    expect(responderEntrega(await verEntrega(parcial, DOS)).mercancia.vuelve).toStrictEqual(lineas);
  });
  test('de la recibida en parte vuelve lo que falta', async () => {
    const vuelta = tras(enRuta, [finalizarRuta, esta], [retirarEntrega, { ordenId: DOS, motivo: 'No' }]);
    const lineas = [{ sku: 'CAFE-500', cantidad: 1, condicion: 'danada' }];
    const enParte = tras(vuelta, [registrarRecepcion, { ordenId: DOS, bodegaId: NORTE, lineas, completa: false }]);
    expect(responderEntrega(await verEntrega(enParte, DOS)).mercancia).toMatchObject({
      lugar: 'vehiculo',
      enBodegaId: NORTE,
      vuelve: [{ sku: 'CAFE-500', cantidad: 1 }],
    });
  });
  test('la que nadie encargó no se muestra', async () => {
    const retirada = tras(base, [retirarEntrega, { ordenId: UNA, motivo: 'No' }]);
    expect(await viewOf(entregas, `entrega#${UNA}`, ...(retirada[`entrega#${UNA}`] ?? []))).toBeUndefined();
  });
});

describe('las pendientes', () => {
  const sinVehiculos = tras(bodegas(), [planificarEntrega, pedido(UNA)]);

  test('dicen por qué esperan, dónde y desde cuándo', async () => {
    const fila = await verEntrega(sinVehiculos);
    expect([fila.espera, fila.esperaEn]).toStrictEqual(['si', NORTE]);
    expect(RespuestaEntrega.parse(responderEntrega(fila)).espera).toStrictEqual({
      codigo: 'SIN_VEHICULOS',
      motivo: 'Ningún vehículo que pueda llegar trabaja ese día',
      desde: '2030-01-15T12:01:00.000Z',
      porDecidirDesde: a('11:00'),
    });
    const planificada = await verEntrega(dos);
    expect([planificada.espera, planificada.esperaEn, planificada.esperaDesde]).toStrictEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
  test('se buscan otra vez, menos las de otro día y las que tiene una persona', async () => {
    const liberada = tras(dos, [liberarParada, { ...esta, dia: HOY, ordenId: DOS }]);
    const deTresDias = tras(base, [
      planificarEntrega,
      pedido(ordenN(3), { ventana: entre('09:00', '11:00', masDias(HOY, 3)) }),
    ]);
    const filas: VistaEntrega[] = [
      await verEntrega(sinVehiculos),
      await verEntrega(liberada, DOS),
      await verEntrega(deTresDias, ordenN(3)),
    ];
    expect(aBuscar(filas, a('07:00'))).toStrictEqual([UNA]);
    expect(aBuscar(filas, a('00:00', masDias(MANANA, 1)))).toStrictEqual([UNA, ordenN(3)]);
    expect(porDecidir(filas, a('10:59'))).toBe(1);
    expect(porDecidir(filas, a('11:00'))).toBe(2);
  });
});
