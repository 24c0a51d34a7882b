import { antes } from '#events/comun/tiempo.ts';
import { AsignacionHecha } from '#events/vehiculos/AsignacionHecha.ts';
import { AsignacionRechazada } from '#events/vehiculos/AsignacionRechazada.ts';
import { asignarEntrega as peticion } from '#events/vehiculos/asignarEntrega.ts';
import { EntregaAsignada } from '#events/vehiculos/EntregaAsignada.ts';
import { type States, to, unitOfWork } from '#shared/model/command.ts';
import { type Asignacion, asignacion, ultimoIntento, vehiculoDe } from '../asignacion.ts';
import { buscarLugar } from '../busqueda.ts';
import { flota } from '../projections/flota.ts';
import { tienePendiente, vehiculo } from '../vehiculo.ts';

const over = { asignacion, vehiculo };

/**
 * Finds a vehicle for an attempt to deliver. Its plans are read in batches, only as far as needed. An attempt that has a
 * vehicle, or was given up before this came, gets no second answer; one that found none may be asked for again, and is
 * answered each time.
 */
export const asignarEntrega = unitOfWork({
  over,
  request: peticion,
  accepts: peticion.schema,
  example: peticion.example,
  repeats: true,
  creates: true,
  directory: { of: flota, where: () => ({}) },
  main: ({ ordenId }) => ({ of: asignacion, id: ordenId }),
  streams: (c, loaded, { now, directory }) => {
    const a = loaded.asignacion[c.ordenId] ?? asignacion.initial;
    const anterior = vehiculoDe(a);
    const primero = { vehiculo: anterior ? [anterior] : [] };
    const falta = anterior !== undefined && !loaded.vehiculo[anterior];
    if (falta || respondida(a, c.intento) || sigueConOtro(a, c.ordenId, loaded)) return primero;
    const lugar = lugarPara(c, { directorio: directory, vehiculos: loaded.vehiculo }, now);
    return 'consultar' in lugar ? { ...primero, vehiculo: [...primero.vehiculo, ...lugar.consultar] } : primero;
  },
  decide: (c, states, { now, directory }) => {
    const { ordenId, intento } = c;
    const a = states.asignacion[ordenId] ?? asignacion.initial;
    if (respondida(a, intento) || sigueConOtro(a, ordenId, states)) return [];
    const lugar = lugarPara(c, { directorio: directory, vehiculos: states.vehiculo }, now);
    if ('consultar' in lugar) throw new Error(`The plans of ${lugar.consultar} were to be read before deciding.`);
    if ('codigo' in lugar) {
      return [to(asignacion, ordenId, AsignacionRechazada({ ordenId, codigo: lugar.codigo, intento }))];
    }
    const { vehiculoId, eta, plan } = lugar;
    const parada = { ...c, ventana: ventanaDe(c, now), vehiculoId, cambio: 0, eta, plan: [...plan] };
    return [
      to(asignacion, ordenId, AsignacionHecha({ ordenId, vehiculoId, eta, intento })),
      to(vehiculo, vehiculoId, EntregaAsignada(parada)),
    ];
  },
});

type Peticion = ReturnType<(typeof peticion.schema)['parse']>;

function lugarPara(c: Peticion, flotaHoy: Parameters<typeof buscarLugar>[1], now: string) {
  return buscarLugar({ ...c, ventana: ventanaDe(c, now) }, flotaHoy, now);
}

/** Whoever was not at home in the wanted window is tried again after it, too. */
function ventanaDe({ ventana, intento }: Peticion, now: string) {
  return ventana && intento > 1 && !antes(now, ventana.hasta) ? undefined : ventana;
}

function respondida(a: Asignacion, intento: number): boolean {
  const ultimo = ultimoIntento(a);
  return ultimo > intento || (ultimo === intento && a.estado !== 'rechazada');
}

/** Whether a vehicle still has the order from an earlier attempt: it is brought once, or not at all. */
function sigueConOtro(a: Asignacion, ordenId: string, { vehiculo: vehiculos }: States<typeof over>): boolean {
  const v = vehiculos[vehiculoDe(a) ?? ''];
  return v !== undefined && tienePendiente(v, ordenId);
}
