import type { CodigoSinCambio } from '#events/comun/cambioNegado.ts';
import type { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { fraseDeFallo, type MotivoDeFallo } from '#events/comun/fallo.ts';
import type { Coordenadas } from '#events/comun/lugar.ts';
import type { Falta, Linea, Nombrado, Parte } from '#events/comun/pedido.ts';
import { type LineaRecibida, sinLoEntregado } from '#events/comun/recibida.ts';
import type { Ventana } from '#events/comun/tiempo.ts';
import { CambioDeLineasNegado } from '#events/ordenes/CambioDeLineasNegado.ts';
import { CambioDeLineasPedido } from '#events/ordenes/CambioDeLineasPedido.ts';
import type { CodigoDeRechazo } from '#events/ordenes/codigoDeRechazo.ts';
import { EntregaDeOrdenAplazada } from '#events/ordenes/EntregaDeOrdenAplazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { LineasCambiadas } from '#events/ordenes/LineasCambiadas.ts';
import { MercanciaDevuelta } from '#events/ordenes/MercanciaDevuelta.ts';
import { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDesasignada } from '#events/ordenes/OrdenDesasignada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { OrdenReingresada } from '#events/ordenes/OrdenReingresada.ts';
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { OrdenReubicada } from '#events/ordenes/OrdenReubicada.ts';
import { OrdenTransbordada } from '#events/ordenes/OrdenTransbordada.ts';
import { RestoDevuelto } from '#events/ordenes/RestoDevuelto.ts';
import { SeguimientoRevocado } from '#events/ordenes/SeguimientoRevocado.ts';
import { sinVehiculo } from '#events/ordenes/sinVehiculo.ts';
import type { Recorded } from '#shared/model/envelope.ts';
import { projection } from '#shared/model/projection.ts';
import { fraseDeNegacion } from '../palabras.ts';

/** An order as it is shown. What is personal is `null` once the customer was forgotten. */
export interface VistaOrden {
  readonly ordenId: string;
  readonly clienteId: string;
  /** The customer's own name for it. */
  readonly referencia?: string;
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
  readonly notas?: string | null;
  readonly lineas: readonly Linea[];
  /** What their products are called, once they are reserved. */
  readonly nombres?: readonly Nombrado[];
  /** What the customer would rather have, while the warehouses have not answered. */
  readonly lineasPedidas?: readonly Linea[];
  /** Why the last change of lines was not possible, in a stable code and in words, and what there is too little of. */
  readonly cambioNegado?: {
    readonly codigo: CodigoSinCambio;
    readonly motivo: string;
    readonly faltantes: readonly Falta[];
  };
  readonly ventana?: Ventana;
  readonly prioridad: 'normal' | 'alta';
  readonly bodegaId?: string;
  readonly partes?: readonly Parte[];
  readonly pesoKg?: number;
  readonly volumenM3?: number;
  readonly vehiculoId?: string;
  /** The day of its plan. */
  readonly dia?: string;
  readonly rutaId?: string;
  readonly eta?: string;
  /** Goods of a journey that has ended are in no warehouse yet. */
  readonly porVolver: boolean;
  /** Why it was refused, in a stable code. */
  readonly codigo?: CodigoDeRechazo;
  /** Why it ended as it did, why the last try failed, or why nobody can bring it where it goes now. */
  readonly motivo?: string;
  /** Tries to deliver that have failed. */
  readonly intentosFallidos: number;
  /** The last of them. It stays while the order is tried again, and after that. */
  readonly ultimoFallo?: UltimoFallo;
  readonly recibidoPor?: string | null;
  readonly evidencia?: string;
  readonly entregadaEn?: string;
  /** What was handed over. */
  readonly lineasEntregadas?: readonly Linea[];
  /** What came back to a warehouse at the end. */
  readonly lineasDevueltas?: readonly LineaRecibida[];
  /** The number that links to follow it must have; none was taken back where it is absent. */
  readonly seguimiento?: number;
  readonly creadaEn: string;
  readonly actualizadaEn: string;
}

/** A try that failed: which one, why (in a stable code and in words), in whose plan of what day, on which route, when that was told, and whether nobody tries again. */
export interface UltimoFallo {
  readonly intento: number;
  readonly codigo: MotivoDeFallo;
  readonly motivo: string;
  readonly vehiculoId: string;
  readonly dia: string;
  readonly rutaId: string;
  readonly en: string;
  readonly final: boolean;
}

/**
 * Orders: by id, by customer and by state, the newest first, and by the customer's name for them. Other questions are
 * filters on these: an index is written anew with each step of each order, and that of references for those only that have one.
 */
export const ordenes = projection<VistaOrden>('ordenes', {
  of: 'orden',
  key: 'ordenId',
  indexes: {
    porCliente: { by: 'clienteId', sort: 'creadaEn' },
    porEstado: { by: 'estado', sort: 'creadaEn' },
    porReferencia: { by: 'referencia', sort: 'clienteId' },
  },
  personal: 'porCliente',
})
  .on(OrdenCreada, (_, { destino: { zona: _zona, ...destino }, ventana, referencia, notas, ...datos }, e) => ({
    ...datos,
    ...(referencia !== undefined && { referencia }),
    destino,
    ...(ventana && { ventana }),
    ...(notas !== undefined && { notas }),
    estado: 'creada',
    porVolver: false,
    intentosFallidos: 0,
    creadaEn: e.metadata.occurredAt,
    actualizadaEn: e.metadata.occurredAt,
  }))
  .on(OrdenConfirmada, (v, { ordenId: _, ...reserva }, e) => cambiar(v, e, { estado: 'confirmada', ...reserva }))
  .on(OrdenRechazada, (v, { codigo, motivo }, e) =>
    cambiar(v, e, { ...SIN_VIAJE, estado: 'rechazada', codigo, motivo }),
  )
  .on(OrdenAsignada, (v, { vehiculoId, dia, eta }, e) =>
    cambiar(v, e, { ...SIN_VIAJE, estado: 'asignada', vehiculoId, dia, eta, motivo: undefined }),
  )
  .on(OrdenDesasignada, (v, { intento, motivo }, e) =>
    cambiar(v, e, { ...SIN_VIAJE, estado: sinVehiculo(intento), ...(motivo !== undefined && { motivo }) }),
  )
  .on(OrdenEnTransito, (v, { vehiculoId, dia, eta, rutaId }, e) =>
    cambiar(v, e, { estado: 'enTransito', vehiculoId, dia, eta, rutaId, motivo: undefined }),
  )
  .on(OrdenTransbordada, (v, { vehiculoId, dia, eta, rutaId }, e) => cambiar(v, e, { vehiculoId, dia, eta, rutaId }))
  .on(OrdenEntregada, (v, { vehiculoId, dia, eta, rutaId, intento, completa, lineas, ...prueba }, e) => {
    const { recibidoPor, evidencia, entregadaEn } = prueba;
    return cambiar(v, e, {
      estado: completa ? 'entregada' : 'entregadaParcial',
      porVolver: !completa && v?.estado !== 'devuelta',
      vehiculoId,
      dia,
      eta,
      rutaId,
      // A late proof says that the attempt that was taken for failed was not.
      intentosFallidos: Math.min(v?.intentosFallidos ?? 0, intento - 1),
      ultimoFallo: v?.ultimoFallo && v.ultimoFallo.intento < intento ? v.ultimoFallo : undefined,
      recibidoPor,
      evidencia,
      entregadaEn,
      lineasEntregadas: lineas,
      motivo: undefined,
      codigo: undefined,
      lineasDevueltas: devueltasTras(v, lineas),
    });
  })
  .on(RestoDevuelto, (v, { lineas }, e) => cambiar(v, e, { porVolver: false, lineasDevueltas: lineas }))
  .on(EntregaDeOrdenFallida, (v, { motivo: codigo, detalle, intento, vehiculoId, dia, rutaId, final }, e) => {
    const motivo = fraseDeFallo({ motivo: codigo, detalle });
    return cambiar(v, e, {
      ...SIN_VIAJE,
      estado: 'entregaFallida',
      porVolver: true,
      motivo,
      intentosFallidos: intento,
      ultimoFallo: { intento, codigo, motivo, vehiculoId, dia, rutaId, en: e.metadata.occurredAt, final },
    });
  })
  .on(EntregaDeOrdenAplazada, (v, { cargada }, e) =>
    cambiar(v, e, { ...SIN_VIAJE, estado: 'confirmada', ...(cargada && { porVolver: true }) }),
  )
  .on(OrdenReingresada, (v, { bodegaId }, e) => cambiar(v, e, { porVolver: false, bodegaId }))
  .on(OrdenDevuelta, (v, { motivo, lineas }, e) =>
    cambiar(v, e, { ...SIN_VIAJE, estado: 'devuelta', porVolver: false, motivo, lineasDevueltas: lineas }),
  )
  .on(MercanciaDevuelta, (v, { lineas }, e) => cambiar(v, e, { lineasDevueltas: lineas }))
  .on(OrdenCancelada, (v, { motivo }, e) => cambiar(v, e, { ...SIN_VIAJE, estado: 'cancelada', motivo }))
  .on(OrdenAbandonada, (v, { motivo }, e) =>
    cambiar(v, e, {
      ...SIN_VIAJE,
      estado: 'cancelada',
      motivo,
      porVolver: v !== undefined && (v.porVolver || v.estado === 'enTransito'),
    }),
  )
  .on(OrdenReprogramada, (v, { ventana }, e) => cambiar(v, e, conVentana(v, ventana)))
  .on(OrdenCorregida, (v, { destinatario, destino, ventana, notas }, e) =>
    cambiar(v, e, {
      ...(destinatario && { destinatario }),
      // Why nobody could bring it was said of where it went before.
      ...(destino && {
        destino: sinZona(destino),
        motivo: v?.estado === 'entregaFallida' ? v.ultimoFallo?.motivo : undefined,
      }),
      ...(ventana !== undefined && conVentana(v, ventana ?? undefined)),
      ...(notas !== undefined && { notas }),
    }),
  )
  .on(CambioDeLineasPedido, (v, { lineas }, e) => cambiar(v, e, { lineasPedidas: lineas, cambioNegado: undefined }))
  .on(OrdenReubicada, (v, { ordenId: _, reubicacion: __, ...reserva }, e) => cambiar(v, e, reserva))
  .on(LineasCambiadas, (v, { ordenId: _, reubicacion: __, ...nuevas }, e) =>
    cambiar(v, e, { ...nuevas, lineasPedidas: undefined }),
  )
  .on(CambioDeLineasNegado, (v, { codigo, faltantes }, e) =>
    cambiar(v, e, {
      lineasPedidas: undefined,
      cambioNegado: { codigo, motivo: fraseDeNegacion({ codigo, faltantes }), faltantes },
    }),
  )
  // It is no news of the order: when that changed last stays as it was.
  .on(SeguimientoRevocado, (v, { serie }) => v && { ...v, seguimiento: serie });

/** What an order without a vehicle does not have (any more). */
const SIN_VIAJE = { vehiculoId: undefined, dia: undefined, rutaId: undefined, eta: undefined };

/** Members to change; `undefined` takes one away. */
type Cambios = { readonly [K in keyof VistaOrden]?: VistaOrden[K] | undefined };

function cambiar(v: VistaOrden | undefined, { metadata }: Recorded, cambios: Cambios): VistaOrden | undefined {
  return v && ({ ...v, ...cambios, actualizadaEn: metadata.occurredAt } as VistaOrden);
}

/** Another window is planned anew: the place that the order had was for the one before. */
/** What has come back of it, once some lines were handed over: a late proof says that less has than a warehouse took for it. */
function devueltasTras(v: VistaOrden | undefined, entregadas: readonly Linea[]): VistaOrden['lineasDevueltas'] {
  if (!v?.lineasDevueltas) return undefined;
  const quedan = sinLoEntregado(v.lineasDevueltas, v.lineas, entregadas);
  return quedan.length > 0 ? quedan : undefined;
}

function conVentana(v: VistaOrden | undefined, ventana: Ventana | undefined): Cambios {
  const esOtra = JSON.stringify(v?.ventana) !== JSON.stringify(ventana);
  return { ventana, ...(esOtra && v?.estado === 'asignada' && SIN_VIAJE) };
}

function sinZona<D extends { readonly zona: unknown }>({ zona: _, ...destino }: D): Omit<D, 'zona'> {
  return destino;
}
