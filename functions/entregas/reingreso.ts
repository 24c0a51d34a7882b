import type { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { volvioAlgo } from '#events/comun/recibida.ts';
import { registrarReingreso } from '#events/ordenes/registrarReingreso.ts';
import { descargarEntrega } from '#events/vehiculos/descargarEntrega.ts';
import { step } from '#shared/model/saga.ts';
import { avisoDeReserva, esLaMisma } from './cambios.ts';
import type { Asignada, EnEspera, Planificando } from './cumplimiento.ts';
import type { DatosDe } from './datos.ts';
import { INCOMPLETA, PERDIDA } from './motivos.ts';
import { conRecibidas } from './regreso.ts';
import { retirar } from './retiro.ts';
import { conReingreso } from './viajes.ts';

/**
 * A warehouse has received goods between two attempts. All of them, and good: the next attempt starts there. All that
 * there is, but not all good: there is nothing to deliver any more.
 */
export function alRecibir<E extends Planificando | EnEspera | Asignada>(e: E, d: DatosDe<typeof DevolucionRecibida>) {
  const recibida = conRecibidas(e, d);
  if (!d.completa) return step({ ...e, recibidas: recibida.recibidas });
  if (!d.reingresa) {
    const motivo = volvioAlgo(recibida.recibidas) ? INCOMPLETA : PERDIDA;
    return retirar({ ...recibida, devuelta: true }, { tipo: 'devolucion', motivo });
  }
  const { ordenId } = e;
  const { bodegaId } = d;
  const { reserva } = recibida;
  const salidas = conReingreso(e.salidas, bodegaId);
  const revision = e.revision + 1;
  const otra = !esLaMisma(reserva, e.reserva);
  const reubicacion = e.reubicacion + (otra ? 1 : 0);
  const reingresada = { ...e, reserva, cargadas: [], recibidas: [], salidas, revision, reubicacion };
  return step(
    reingresada,
    descargarEntrega({ ordenId, bodegaId, partes: reserva.partes, revision }),
    ...(salidas.length > 0 ? [registrarReingreso({ ordenId, salidas })] : []),
    ...(otra ? [avisoDeReserva(reingresada)] : []),
  );
}
