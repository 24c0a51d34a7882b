import { describe, expect, test } from 'vitest';
import type { Condicion } from '#events/comun/condicion.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import type { Fact } from '#shared/model/event.ts';
import { viewOf } from '#shared/testing/views.ts';
import * as e from './ejemplos.ts';
import { ordenes, type VistaOrden } from './projections/ordenes.ts';
import { recorridos } from './projections/recorridos.ts';
import { RespuestaDeSeguimiento, responderSeguimiento } from './seguimiento.ts';
import { type Situacion, situacionDe } from './situacion.ts';

const AHORA = '2030-01-15T12:30:00.000Z';
const ORIGEN = { bodegaId: EJEMPLO.bodegaId, nombre: 'Bodega Norte', zona: { lat: 4.76, lon: -74.045 } };

const camino = [e.creada, e.confirmada, e.asignada, e.enTransito] as const;
const { ventana: _, ...sinHora } = e.creada.data;
const sinVentana = OrdenCreada(sinHora);
const fallo = (cambios: Partial<typeof e.fallida.data>) => EntregaDeOrdenFallida({ ...e.fallida.data, ...cambios });
const rechazo = fallo({ motivo: 'rechazada', final: true });
const vuelta = (...condiciones: readonly Condicion[]) =>
  OrdenDevuelta({
    ...e.devuelta.data,
    lineas: condiciones.map((condicion) => ({ sku: EJEMPLO.sku, cantidad: 1, condicion })),
  });
const otraVez = (intento: number) => OrdenAsignada({ ...e.asignada.data, intento });

const ADENTRO =
  'Si no va a estar, pida a alguien que reciba por usted, o pida a la tienda otra hora antes de que salga.';
const AFUERA = 'Si no va a estar, pida a alguien que reciba por usted.';
const DE_NUEVO = 'Si no hay quién reciba, lo intentaremos de nuevo y le avisaremos.';
const ULTIMO = 'Es el último intento: si no hay quién reciba, su orden vuelve a la tienda.';

/** What is said at the end of a life: its title, its step, its end, what is seen of places, and what to do. */
interface Dicho {
  readonly vida: readonly Fact[];
  readonly situacion: Situacion;
  readonly titulo: string;
  readonly paso?: number;
  readonly desenlace?: string;
  readonly sinVehiculo?: string;
  readonly siNoEsta?: string;
  readonly intentoFallido?: number;
}

const DICHOS: Readonly<Record<string, Dicho>> = {
  creada: {
    vida: [e.creada],
    situacion: 'creada',
    titulo: 'Pedida para hoy entre 8:00 a. m. y 12:00 p. m.',
    paso: 1,
    sinVehiculo: 'noHaSalido',
    siNoEsta: `${ADENTRO} ${DE_NUEVO}`,
  },
  confirmada: {
    vida: camino.slice(0, 2),
    situacion: 'confirmada',
    titulo: 'Pedida para hoy entre 8:00 a. m. y 12:00 p. m.; todavía no hay un vehículo asignado',
    paso: 2,
    sinVehiculo: 'noHaSalido',
    siNoEsta: `${ADENTRO} ${DE_NUEVO}`,
  },
  asignada: {
    vida: camino.slice(0, 3),
    situacion: 'asignada',
    titulo: 'Llega hoy entre 8:20 y 10:20 a. m.',
    paso: 3,
    sinVehiculo: 'noHaSalido',
    siNoEsta: `${ADENTRO} ${DE_NUEVO}`,
  },
  'en tránsito': {
    vida: camino,
    situacion: 'enTransito',
    titulo: 'Llega hoy entre 8:50 y 9:50 a. m.',
    paso: 4,
    sinVehiculo: 'sinPosicion',
    siNoEsta: `${AFUERA} ${DE_NUEVO}`,
  },
  'en un vehículo que se averió': {
    vida: camino,
    situacion: 'detenida',
    titulo: 'Su orden se demora: el vehículo que la trae tuvo un problema',
    paso: 4,
    siNoEsta: `${AFUERA} ${DE_NUEVO}`,
  },
  'aplazada, con la mercancía en el vehículo': {
    vida: [sinVentana, ...camino.slice(1), e.aplazada],
    situacion: 'aplazada',
    titulo: 'No alcanzamos a visitarlo; le avisaremos cuándo iremos',
    paso: 2,
    siNoEsta: `${ADENTRO} ${DE_NUEVO}`,
  },
  'aplazada, y reprogramada con la mercancía en el vehículo': {
    vida: [...camino, e.aplazada, e.reprogramada],
    situacion: 'aplazada',
    titulo: 'No alcanzamos a visitarlo; está pedida para mañana entre 8:00 a. m. y 12:00 p. m.',
    paso: 2,
    siNoEsta: `${ADENTRO} ${DE_NUEVO}`,
  },
  'aplazada, de vuelta en la bodega': {
    vida: [...camino, e.aplazada, e.reingresada],
    situacion: 'confirmada',
    titulo: 'Pedida para hoy entre 8:00 a. m. y 12:00 p. m.; todavía no hay un vehículo asignado',
    paso: 2,
    sinVehiculo: 'noHaSalido',
    siNoEsta: `${ADENTRO} ${DE_NUEVO}`,
  },
  'fallida, con otro intento': {
    vida: [sinVentana, ...camino.slice(1), e.fallida],
    situacion: 'porReintentar',
    titulo: 'No pudimos entregar su orden; lo intentaremos de nuevo',
    paso: 2,
    siNoEsta: `${ADENTRO} ${DE_NUEVO}`,
    intentoFallido: 1,
  },
  'fallida, y reprogramada': {
    vida: [...camino, e.fallida, e.reprogramada],
    situacion: 'porReintentar',
    titulo: 'No pudimos entregar su orden; está pedida para mañana entre 8:00 a. m. y 12:00 p. m.',
    paso: 2,
    siNoEsta: `${ADENTRO} ${DE_NUEVO}`,
    intentoFallido: 1,
  },
  'asignada para el último intento': {
    vida: [...camino, fallo({ intento: 2 }), otraVez(3)],
    situacion: 'asignada',
    titulo: 'Llega hoy entre 8:20 y 10:20 a. m.',
    paso: 3,
    sinVehiculo: 'noHaSalido',
    siNoEsta: `${ADENTRO} ${ULTIMO}`,
    intentoFallido: 2,
  },
  'rechazada en la puerta': {
    vida: [...camino, rechazo],
    situacion: 'sinMasIntentos',
    titulo: 'No la recibieron; vuelve a la tienda',
    desenlace: 'noEntregada',
    intentoFallido: 1,
  },
  'dañada en el camino': {
    vida: [...camino, fallo({ motivo: 'danada', final: true })],
    situacion: 'sinMasIntentos',
    titulo: 'Se dañó en el camino; vuelve a la tienda',
    desenlace: 'noEntregada',
    intentoFallido: 1,
  },
  'fallida en el último intento': {
    vida: [...camino, fallo({ intento: 3, final: true })],
    situacion: 'sinMasIntentos',
    titulo: 'No pudimos entregar su orden; vuelve a la tienda',
    desenlace: 'noEntregada',
    intentoFallido: 3,
  },
  devuelta: {
    vida: [...camino, rechazo, e.devuelta],
    situacion: 'devuelta',
    titulo: 'Su orden volvió a la bodega',
    desenlace: 'devuelta',
  },
  'devuelta sin una parte': {
    vida: [...camino, rechazo, vuelta('vendible', 'faltante')],
    situacion: 'devuelta',
    titulo: 'Una parte de su orden volvió a la bodega; el resto no apareció',
    desenlace: 'devuelta',
  },
  perdida: {
    vida: [...camino, rechazo, vuelta('faltante', 'faltante')],
    situacion: 'devuelta',
    titulo: 'No pudimos entregar su orden, y su mercancía no apareció',
    desenlace: 'devuelta',
  },
  entregada: {
    vida: [...camino, e.entregada],
    situacion: 'entregada',
    titulo: 'Entregada hoy a las 9:20 a. m.',
    paso: 5,
    desenlace: 'entregada',
  },
  'entregada en parte': {
    vida: [...camino, e.entregadaEnParte],
    situacion: 'entregadaParcial',
    titulo: 'Entregamos una parte de su orden hoy a las 9:20 a. m.',
    paso: 5,
    desenlace: 'entregadaParcial',
  },
  rechazada: {
    vida: [e.creada, e.rechazada],
    situacion: 'rechazada',
    titulo: 'No pudimos atender su orden',
    desenlace: 'rechazada',
  },
  'cancelada en camino': {
    vida: [...camino, e.abandonada],
    situacion: 'cancelada',
    titulo: 'Su orden fue cancelada',
    desenlace: 'cancelada',
  },
};

const recorridoAveriado = () =>
  viewOf(
    recorridos,
    `vehiculo#${EJEMPLO.vehiculoId}`,
    RutaIniciada(RutaIniciada.example),
    MantenimientoIniciado({ vehiculoId: EJEMPLO.vehiculoId, motivo: 'Se pinchó', rutaId: EJEMPLO.rutaId }),
  );
const vistaDe = async (vida: readonly Fact[]) =>
  (await viewOf(ordenes, `orden#${EJEMPLO.ordenId}`, ...vida)) as VistaOrden;

describe('lo que se dice a quien espera sigue de lo que es verdad', () => {
  test.each(Object.entries(DICHOS))('%s', async (_, { vida, situacion, intentoFallido, ...dicho }) => {
    const orden = await vistaDe(vida);
    const recorrido = situacion === 'detenida' ? await recorridoAveriado() : undefined;
    expect(situacionDe(orden, recorrido !== undefined)).toBe(situacion);
    const vista = RespuestaDeSeguimiento.parse(
      responderSeguimiento({ orden, version: 1, origen: ORIGEN, recorrido }, AHORA),
    );
    const { titulo, paso, desenlace, sinVehiculo, siNoEsta } = vista;
    const vacio = { paso: undefined, desenlace: undefined, sinVehiculo: undefined, siNoEsta: undefined };
    expect({ titulo, paso, desenlace, sinVehiculo, siNoEsta }).toStrictEqual({ ...vacio, ...dicho });
    expect(vista.intentoFallido?.intento).toBe(intentoFallido);
    // Steps, places and an arrival are of an order that comes or came; a failed attempt's goods are in no warehouse.
    expect(vista.pasos === undefined).toBe(paso === undefined);
    expect([vista.bodega, vista.puerta, vista.llegada].every((uno) => (uno === undefined) === !sinVehiculo)).toBe(true);
  });

  test('de la que está lista y no tiene vehículo se dice, aunque nadie haya pedido una hora', async () => {
    const orden = await vistaDe([sinVentana, e.confirmada]);
    expect(responderSeguimiento({ orden, version: 1, origen: ORIGEN }, AHORA).titulo).toBe(
      'Su orden está lista; todavía no hay un vehículo asignado, y le avisaremos cuando lo haya',
    );
  });

  test('y nada que pueda ser queda sin decir', () => {
    const todas: Readonly<Record<Situacion, true>> = {
      creada: true,
      confirmada: true,
      aplazada: true,
      porReintentar: true,
      sinMasIntentos: true,
      asignada: true,
      enTransito: true,
      detenida: true,
      entregada: true,
      entregadaParcial: true,
      rechazada: true,
      devuelta: true,
      cancelada: true,
    };
    const dichas = new Set(Object.values(DICHOS).map(({ situacion }) => situacion));
    expect([...dichas].sort()).toStrictEqual(Object.keys(todas).sort());
  });
});
