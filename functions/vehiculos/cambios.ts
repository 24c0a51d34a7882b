import { AsignacionCambiada } from '#events/vehiculos/AsignacionCambiada.ts';
import { EntregaAsignada } from '#events/vehiculos/EntregaAsignada.ts';
import { EntregaReasignada } from '#events/vehiculos/EntregaReasignada.ts';
import { RutaPlanificada } from '#events/vehiculos/RutaPlanificada.ts';
import { to, type Write } from '#shared/model/command.ts';
import { asignacion } from './asignacion.ts';
import type { Mejora } from './mejora.ts';
import { horario } from './ruteo.ts';
import type { EnSuBase } from './tandas.ts';
import { type Parada, vehiculo } from './vehiculo.ts';

/** A stop, and who has it until now. */
interface Origen {
  readonly desde: string;
  readonly parada: Parada;
}

/** What a better solution makes of the vehicles: facts for each that changes, and for each order that changes its vehicle. */
export function cambiosDe({ rutas }: Mejora, vehiculos: readonly EnSuBase[], now: string): Write[] {
  const origenes = new Map<string, Origen>(
    vehiculos.flatMap(({ vehiculoId, v }) =>
      v.paradas.map((parada) => [parada.ordenId, { desde: vehiculoId, parada }] as const),
    ),
  );
  const destinos = new Map([...rutas].flatMap(([id, { ordenes }]) => ordenes.map((ordenId) => [ordenId, id] as const)));
  return vehiculos.flatMap(({ vehiculoId, v }) => {
    const pierde = v.paradas.flatMap(({ ordenId, intento }) => {
      const a = destinos.get(ordenId) ?? vehiculoId;
      return a === vehiculoId ? [] : [EntregaReasignada({ ordenId, desde: vehiculoId, a, intento })];
    });
    const ruta = rutas.get(vehiculoId);
    if (!ruta) return [to(vehiculo, vehiculoId, ...pierde)];
    const paradas = ruta.ordenes.flatMap((ordenId) => origenes.get(ordenId) ?? []);
    const plan = horario(
      v.ficha,
      paradas.map(({ parada }) => parada),
      ruta.salida,
      now,
    );
    const suyas = new Set(v.paradas.map(({ ordenId }) => ordenId));
    const gana = paradas.flatMap(({ desde, parada }, n) => {
      if (desde === vehiculoId) return [];
      suyas.add(parada.ordenId);
      const eta = plan[n]?.eta ?? now;
      const hastaAqui = plan.filter(({ ordenId }) => suyas.has(ordenId));
      return [EntregaAsignada({ ...parada, vehiculoId, cambio: parada.cambio + 1, eta, plan: hastaAqui })];
    });
    const cambia = v.paradas.some(({ ordenId }, n) => plan[n]?.ordenId !== ordenId);
    const ordena = gana.length === 0 && plan.length > 0 && cambia ? [RutaPlanificada({ vehiculoId, plan })] : [];
    return [
      to(vehiculo, vehiculoId, ...pierde, ...gana, ...ordena),
      ...gana.map(({ data: { ordenId, eta, intento, cambio } }) =>
        to(asignacion, ordenId, AsignacionCambiada({ ordenId, vehiculoId, eta, intento, cambio })),
      ),
    ];
  });
}
