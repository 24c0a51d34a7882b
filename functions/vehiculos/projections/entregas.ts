import type { Linea } from '#events/comun/pedido.ts';
import { EncargoActualizado } from '#events/vehiculos/EncargoActualizado.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaDescargada } from '#events/vehiculos/EntregaDescargada.ts';
import { EntregaEncargada } from '#events/vehiculos/EntregaEncargada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaNoVisitada } from '#events/vehiculos/EntregaNoVisitada.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import { MercanciaDeRegreso } from '#events/vehiculos/MercanciaDeRegreso.ts';
import { MercanciaEnViaje } from '#events/vehiculos/MercanciaEnViaje.ts';
import { MercanciaRecibida } from '#events/vehiculos/MercanciaRecibida.ts';
import { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { projection } from '#shared/model/projection.ts';
import { type Entrega, entrega, haTerminado } from '../entrega.ts';

/** What the driver must know at the door. It is `null` once the customer was forgotten. */
interface Puerta {
  readonly destinatario: { readonly nombre: string | null; readonly telefono: string | null };
  readonly direccion: string | null;
  readonly ciudad: string;
  readonly notas?: string | null | undefined;
}

/** A delivery as it is shown: its state as the stream has it, what the driver must know, and by what it is looked up. */
export interface VistaEntrega extends Puerta {
  readonly ordenId: string;
  readonly clienteId: string;
  readonly entrega: Entrega;
  /** When it was last expected. */
  readonly eta?: string | undefined;
  /** What was handed over, where that was not all. */
  readonly entregadas?: readonly Linea[] | undefined;
  /** With what route its goods were last taken over on the road, from what vehicle, and where. */
  readonly transbordo?: { readonly rutaId: string; readonly de: string; readonly lugar: string } | undefined;
  /** Present while a vehicle has goods of it that it does not bring any more: the warehouse where it is with them, or is to come back to. */
  readonly vuelveA?: string | undefined;
  /** Since when a warehouse is to receive what a vehicle brought there: nobody is to bring it any more. */
  readonly porRecibirDesde?: string | undefined;
  /** The vehicle that is to bring it: in its plan, or on its route. */
  readonly vehiculoId?: string | undefined;
  /** Present while it waits for a place in a plan: the warehouse that it waits for. */
  readonly esperaEn?: string | undefined;
  /** Since when it waits. */
  readonly esperaDesde?: string | undefined;
  /** `si` while it waits. */
  readonly espera?: 'si' | undefined;
}

/** Deliveries: by customer, by the vehicle that is to bring them in the order of its stops, and those that wait. */
export const entregas = projection<VistaEntrega>('entregas', {
  of: 'entrega',
  key: 'ordenId',
  indexes: {
    porCliente: { by: 'clienteId' },
    porVehiculo: { by: 'vehiculoId', sort: 'eta' },
    porEspera: { by: 'espera', sort: 'esperaDesde' },
    porBodega: { by: 'esperaEn', sort: 'esperaDesde' },
    porRegreso: { by: 'vuelveA', sort: 'ordenId' },
  },
  personal: 'porCliente',
})
  .on(EntregaEncargada, (_, { ordenId, clienteId, destinatario, direccion, ciudad, notas }, e) =>
    despues({ ordenId, clienteId, destinatario, direccion, ciudad, notas, entrega: entrega.initial }, e),
  )
  .on(
    EncargoActualizado,
    (v, { destinatario, direccion, ciudad, notas }, e) =>
      v &&
      despues(
        {
          ...v,
          ...(destinatario !== undefined && { destinatario }),
          ...(direccion !== undefined && { direccion }),
          ...(ciudad !== undefined && { ciudad }),
          ...(notas !== undefined && { notas }),
        },
        e,
      ),
  )
  .on(EntregaPlanificada, (v, { eta }, e) => v && despues({ ...v, eta }, e))
  .on(EntregaSinPlan, (v, _, e) => v && despues(v, e))
  .on(EntregaEnRuta, (v, { eta }, e) => v && despues({ ...v, eta }, e))
  .on(RecogidaConfirmada, (v, _, e) => v && despues(v, e))
  .on(SalidaDeshecha, (v, _, e) => v && despues(v, e))
  .onSealed(
    EntregaConfirmada,
    (v, { completa, lineas }, e) => v && despues({ ...v, entregadas: completa ? undefined : lineas }, e),
  )
  .on(EntregaFallida, (v, _, e) => v && despues(v, e))
  .on(EntregaNoVisitada, (v, _, e) => v && despues(v, e))
  .on(
    EntregaTransbordada,
    (v, { eta, aBordo, rutaId, de, lugar }, e) =>
      v && despues({ ...v, eta, ...(aBordo && { transbordo: { rutaId, de, lugar } }) }, e),
  )
  .on(EntregaRetirada, (v, _, e) => v && despues(v, e))
  .on(MercanciaDeRegreso, (v, _, e) => v && despues(v, e))
  .on(MercanciaEnViaje, (v, _, e) => v && despues(v, e))
  .on(MercanciaRecibida, (v, _, e) => v && despues(v, e))
  .on(EntregaDescargada, (v, _, e) => v && despues(v, e));

/** The row after an event: the state as the stream's own fold has it, and what it is looked up by. */
function despues(v: VistaEntrega, { type, data, metadata }: Recorded): VistaEntrega {
  const hecho = { type, version: metadata.schemaVersion, data };
  const e = entrega.evolve(v.entrega, hecho, metadata.occurredAt);
  const espera = e.estado === 'porPlanificar' && e.sinPlan !== undefined;
  const vehiculoId = e.plan?.vehiculoId ?? (e.estado === 'enRuta' ? e.viaje?.vehiculoId : undefined);
  return {
    ...v,
    entrega: e,
    vehiculoId,
    espera: espera ? 'si' : undefined,
    esperaEn: espera ? e.encargo?.bodegaId : undefined,
    vuelveA: e.lugar === 'vehiculo' && e.estado !== 'enRuta' ? (e.regresado ?? e.encargo?.bodegaId) : undefined,
    porRecibirDesde:
      e.regresado !== undefined && haTerminado(e) ? (v.porRecibirDesde ?? metadata.occurredAt) : undefined,
    esperaDesde: espera ? (v.esperaDesde ?? metadata.occurredAt) : undefined,
  };
}
