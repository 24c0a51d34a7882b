import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import type { Coordenadas } from '#events/comun/lugar.ts';
import type { Linea, Parte } from '#events/comun/pedido.ts';
import type { Ventana } from '#events/comun/tiempo.ts';
import type { CodigoDeRechazo } from '#events/ordenes/codigoDeRechazo.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { projection } from '#shared/model/projection.ts';

/** An order as it is shown. What is personal is `null` once the customer was forgotten. */
export interface VistaOrden {
  readonly ordenId: string;
  readonly clienteId: string;
  readonly estado: EstadoDeOrden;
  readonly destinatario: {
    readonly nombre: string | null;
    readonly telefono: string | null;
    readonly correo?: string | null | undefined;
  };
  readonly destino: {
    readonly direccion: string | null;
    readonly ciudad: string;
    readonly coordenadas: Coordenadas | null;
  };
  readonly lineas: readonly Linea[];
  readonly ventana?: Ventana;
  readonly prioridad: 'normal' | 'alta';
  readonly bodegaId?: string;
  readonly partes?: readonly Parte[];
  readonly pesoKg?: number;
  readonly volumenM3?: number;
  readonly vehiculoId?: string;
  readonly rutaId?: string;
  readonly eta?: string;
  /** Why it was refused, in a stable code. */
  readonly codigo?: CodigoDeRechazo;
  /** Why it ended as it did, or why the last try failed. */
  readonly motivo?: string;
  /** Tries to deliver that have failed. */
  readonly intentosFallidos: number;
  readonly recibidoPor?: string | null;
  readonly evidencia?: string;
  readonly entregadaEn?: string;
  readonly creadaEn: string;
  readonly actualizadaEn: string;
}

/** Orders: by id, by customer and by state, the newest first. */
export const ordenes = projection<VistaOrden>('ordenes', {
  of: 'orden',
  key: 'ordenId',
  indexes: { porCliente: { by: 'clienteId', sort: 'creadaEn' }, porEstado: { by: 'estado', sort: 'creadaEn' } },
  personal: 'porCliente',
})
  .on(OrdenCreada, (_, { destino: { zona: _zona, ...destino }, ventana, ...datos }, { metadata }) => ({
    ...datos,
    destino,
    ...(ventana && { ventana }),
    estado: 'creada',
    intentosFallidos: 0,
    creadaEn: metadata.occurredAt,
    actualizadaEn: metadata.occurredAt,
  }))
  .on(OrdenConfirmada, (v, { bodegaId, partes, pesoKg, volumenM3 }, e) =>
    cambiar(v, e, { estado: 'confirmada', bodegaId, partes, pesoKg, volumenM3 }),
  )
  .on(OrdenRechazada, (v, { codigo, motivo }, e) =>
    cambiar(v, e, { ...SIN_VIAJE, estado: 'rechazada', codigo, motivo }),
  )
  .on(OrdenAsignada, (v, { vehiculoId, eta }, e) =>
    cambiar(v, e, { ...SIN_VIAJE, estado: 'asignada', vehiculoId, motivo: undefined, ...(eta && { eta }) }),
  )
  .on(OrdenEnTransito, (v, { vehiculoId, rutaId }, e) => cambiar(v, e, { estado: 'enTransito', vehiculoId, rutaId }))
  .on(OrdenEntregada, (v, { vehiculoId, recibidoPor, evidencia, entregadaEn }, e) =>
    cambiar(v, e, { estado: 'entregada', vehiculoId, recibidoPor, evidencia, entregadaEn, motivo: undefined }),
  )
  .on(EntregaDeOrdenFallida, (v, { motivo, intento }, e) =>
    cambiar(v, e, { ...SIN_VIAJE, estado: 'entregaFallida', motivo, intentosFallidos: intento }),
  )
  .on(OrdenDevuelta, (v, { motivo }, e) => cambiar(v, e, { ...SIN_VIAJE, estado: 'devuelta', motivo }))
  .on(OrdenCancelada, (v, { motivo }, e) => cambiar(v, e, { ...SIN_VIAJE, estado: 'cancelada', motivo }));

/** What an order without a vehicle does not have (any more). */
const SIN_VIAJE = { vehiculoId: undefined, rutaId: undefined, eta: undefined };

/** Members to change; `undefined` takes one away. */
type Cambios = { readonly [K in keyof VistaOrden]?: VistaOrden[K] | undefined };

function cambiar(v: VistaOrden | undefined, { metadata }: Recorded, cambios: Cambios): VistaOrden | undefined {
  return v && ({ ...v, ...cambios, actualizadaEn: metadata.occurredAt } as VistaOrden);
}
