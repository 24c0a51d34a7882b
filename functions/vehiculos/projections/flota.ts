import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { MantenimientoTerminado } from '#events/vehiculos/MantenimientoTerminado.ts';
import { ParadaAgregada } from '#events/vehiculos/ParadaAgregada.ts';
import { ParadaCerrada } from '#events/vehiculos/ParadaCerrada.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { RecogidaHecha } from '#events/vehiculos/RecogidaHecha.ts';
import { RutaConfiada } from '#events/vehiculos/RutaConfiada.ts';
import { RutaDeshecha } from '#events/vehiculos/RutaDeshecha.ts';
import { RutaFinalizada } from '#events/vehiculos/RutaFinalizada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import { projection } from '#shared/model/projection.ts';
import type { Recogida } from '../recorrido.ts';
import { type Ficha, fichaCon } from '../vehiculo.ts';

/** What a vehicle on the road has aboard, or fetches. Light: the search for a place reads the whole fleet. */
interface Bulto {
  readonly ordenId: string;
  readonly pesoKg: number;
  readonly volumenM3: number;
  /** Where goods of it are still to be fetched. */
  readonly porRecoger: readonly Recogida[];
  readonly abierta: boolean;
  /** After a partial delivery: which part of its units is still aboard. */
  readonly queda?: number;
}

/** A vehicle as it is shown. */
export interface VistaVehiculo extends Ficha {
  readonly vehiculoId: string;
  readonly taller: boolean;
  readonly retirado: boolean;
  /** Since when it can go nowhere, why, and where it stands. */
  readonly falla?: { readonly desde: string; readonly motivo: string; readonly lugar?: string | undefined } | undefined;
  readonly ruta?: {
    readonly rutaId: string;
    readonly dia: string;
    readonly iniciadaEn: string;
    readonly conductorId?: string | undefined;
    readonly bultos: readonly Bulto[];
    /** Whether anything was done since it left: then it cannot be undone. */
    readonly empezada: boolean;
  };
}

/** The fleet: each vehicle, and the route that it is on. */
export const flota = projection<VistaVehiculo>('flota', {
  of: 'vehiculo',
  key: 'vehiculoId',
  indexes: { porBase: { by: 'bodegaId', sort: 'vehiculoId' } },
})
  .on(VehiculoRegistrado, (v, vehiculo) => ({ taller: false, ...v, ...vehiculo, retirado: false }))
  .on(VehiculoCorregido, (v, { vehiculoId: _, ...cambios }) => v && { ...v, ...fichaCon(v, cambios) })
  .on(VehiculoRetirado, (v) => v && { ...v, retirado: true })
  .on(
    MantenimientoIniciado,
    (v, { motivo, lugar }, { metadata }) =>
      v && { ...v, taller: true, falla: { desde: metadata.occurredAt, motivo, lugar } },
  )
  .on(MantenimientoTerminado, (v) => v && { ...v, taller: false, falla: undefined })
  .on(RutaIniciada, (v, { rutaId, dia, conductorId, paradas, aBordo }, { metadata }) => {
    const traidos = aBordo.map((bulto) => ({ ...bulto, porRecoger: [], abierta: false }));
    const bultos = [...traidos, ...paradas.map(bultoDe)];
    return v && { ...v, ruta: { rutaId, dia, iniciadaEn: metadata.occurredAt, conductorId, bultos, empezada: false } };
  })
  .on(ParadaAgregada, (v, { parada }) => conBultos(v, (bultos) => [...sin(bultos, parada.ordenId), bultoDe(parada)]))
  .on(RecogidaHecha, (v, { bodegaId, ordenes }) =>
    conBultos(v, (bultos) =>
      bultos.map((bulto) =>
        ordenes.includes(bulto.ordenId)
          ? { ...bulto, porRecoger: bulto.porRecoger.filter((una) => una.bodegaId !== bodegaId) }
          : bulto,
      ),
    ),
  )
  .on(ParadaCerrada, (v, { ordenId, fin, queda }) =>
    conBultos(v, (bultos) =>
      fin === 'entregada' || fin === 'transbordada'
        ? sin(bultos, ordenId)
        : bultos.map((bulto) =>
            bulto.ordenId === ordenId ? { ...bulto, abierta: false, ...(queda !== undefined && { queda }) } : bulto,
          ),
    ),
  )
  .on(RutaConfiada, (v, { conductorId }) => v?.ruta && { ...v, ruta: { ...v.ruta, conductorId } })
  .on(RutaDeshecha, (v) => v && enBase(v))
  .on(RutaFinalizada, (v) => v && enBase(v));

/** What a vehicle is doing, in one word. */
export function estadoDe({ taller, retirado, ruta }: VistaVehiculo) {
  if (retirado) return 'retirado';
  if (ruta) return taller ? 'averiado' : 'enRuta';
  return taller ? 'mantenimiento' : 'disponible';
}

/** What is aboard of a vehicle on the road, in kilograms and cubic metres; of a partial delivery, the part of its units that is left. */
export function cargaDe({ ruta }: VistaVehiculo): { readonly pesoKg: number; readonly volumenM3: number } {
  const aBordo = ruta?.bultos.filter(({ porRecoger }) => porRecoger.length === 0) ?? [];
  const total = (cuanto: (b: Bulto) => number) => suma(aBordo.map((b) => cuanto(b) * (b.queda ?? 1)));
  return { pesoKg: total((b) => b.pesoKg), volumenM3: total((b) => b.volumenM3) };
}

function bultoDe({ ordenId, pesoKg, volumenM3, recogidas }: Parada): Bulto {
  return { ordenId, pesoKg, volumenM3, porRecoger: recogidas, abierta: true };
}

function sin(bultos: readonly Bulto[], ordenId: string): readonly Bulto[] {
  return bultos.filter((bulto) => bulto.ordenId !== ordenId);
}

function conBultos(v: VistaVehiculo | undefined, cambiar: (bultos: readonly Bulto[]) => readonly Bulto[]) {
  return v?.ruta ? { ...v, ruta: { ...v.ruta, bultos: cambiar(v.ruta.bultos), empezada: true } } : v;
}

function enBase({ ruta: _, ...v }: VistaVehiculo): VistaVehiculo {
  return v;
}

/** A sum without the noise of binary fractions: to the gram, to the cubic centimetre. */
function suma(cantidades: readonly number[]): number {
  return Number(cantidades.reduce((total, n) => total + n, 0).toFixed(6));
}
