import { ordenes, type VistaOrden } from '../ordenes/projections/ordenes.ts';
import { entrega } from '../vehiculos/entrega.ts';
import type { Registro } from './registro.ts';

/** Where the view of an order, once it has all facts, says another vehicle, or other warehouses, than its delivery does. */
export function enDesacuerdo(registro: Registro, ids: readonly string[]): string[] {
  return ids.flatMap((ordenId) => {
    const { estado, vehiculoId, dia, bodegaId, partes } = vistaDe(registro, ordenId);
    const e = registro.stateOf(entrega, ordenId);
    const [dicho, cierto] = [`${vehiculoId} ${dia}`, `${e.plan?.vehiculoId} ${e.plan?.dia}`];
    // On its way to fetch some of its goods an order is still assigned.
    const espera = (estado === 'asignada' && e.estado !== 'enRuta') || e.estado === 'planificada';
    const [dichas, ciertas] = [enTexto(bodegaId, partes), enTexto(e.encargo?.bodegaId, e.encargo?.partes)];
    const viva = VIVAS.has(estado) && e.encargo !== undefined;
    return [
      ...(espera && dicho !== cierto ? [`orden ${ordenId}, ${estado}: muestra ${dicho}, y está en ${cierto}`] : []),
      ...(viva && dichas !== ciertas ? [`orden ${ordenId}, ${estado}: muestra ${dichas}, y es ${ciertas}`] : []),
    ];
  });
}

const VIVAS: ReadonlySet<string> = new Set(['confirmada', 'asignada', 'enTransito', 'entregaFallida']);

function vistaDe(registro: Registro, ordenId: string): VistaOrden {
  return registro
    .stream(`orden#${ordenId}`)
    .reduce<any>((fila, e) => ordenes.handlers[e.type]?.evolve(fila, e.data, e) ?? fila, undefined);
}

function enTexto(bodegaId: string | undefined, partes: readonly object[] = []): string {
  return `${bodegaId} ${partes.map((una) => JSON.stringify(una)).sort()}`;
}
