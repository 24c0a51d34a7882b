import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { InventarioDespachado } from '#events/bodegas/InventarioDespachado.ts';
import { InventarioDevuelto } from '#events/bodegas/InventarioDevuelto.ts';
import { InventarioReservado } from '#events/bodegas/InventarioReservado.ts';
import { ReservaDeInventarioLiberada } from '#events/bodegas/ReservaDeInventarioLiberada.ts';
import { ReservaDespachada } from '#events/bodegas/ReservaDespachada.ts';
import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaLiberada } from '#events/bodegas/ReservaLiberada.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { EntregaDeOrdenFallida } from '#events/ordenes/EntregaDeOrdenFallida.ts';
import { OrdenAsignada } from '#events/ordenes/OrdenAsignada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { OrdenCreada } from '#events/ordenes/OrdenCreada.ts';
import { OrdenDevuelta } from '#events/ordenes/OrdenDevuelta.ts';
import { OrdenEnTransito } from '#events/ordenes/OrdenEnTransito.ts';
import { OrdenEntregada } from '#events/ordenes/OrdenEntregada.ts';
import { OrdenRechazada } from '#events/ordenes/OrdenRechazada.ts';
import { AsignacionCambiada } from '#events/vehiculos/AsignacionCambiada.ts';
import { AsignacionHecha } from '#events/vehiculos/AsignacionHecha.ts';
import { AsignacionRechazada } from '#events/vehiculos/AsignacionRechazada.ts';
import { AsignacionRetirada } from '#events/vehiculos/AsignacionRetirada.ts';
import { EntregaAsignada } from '#events/vehiculos/EntregaAsignada.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaReasignada } from '#events/vehiculos/EntregaReasignada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { journal } from '#shared/model/projection.ts';
import { cuando, listado, SIN_ASIGNAR, unidades } from '../palabras.ts';

/** The life of an order told to people: a line for each event of every context that concerns it. Nothing personal. */
export const cronologia = journal('cronologia', 'ordenId')
  .on(OrdenCreada, ({ lineas, destino: { ciudad }, prioridad }) => ({
    titulo: 'Orden recibida',
    detalle: `${listado(lineas)} para ${ciudad}${prioridad === 'alta' ? ', con prioridad alta' : ''}`,
  }))
  .on(OrdenConfirmada, ({ bodegaId }) => ({ titulo: 'Orden confirmada', detalle: `Sale de la bodega ${bodegaId}` }))
  .on(OrdenRechazada, ({ motivo }) => ({ titulo: 'Orden rechazada', detalle: motivo }))
  .on(OrdenAsignada, ({ vehiculoId, eta, intento }) => ({
    titulo: intento === 1 ? 'Orden asignada' : `Orden asignada para el intento ${intento}`,
    detalle: `La lleva el vehículo ${vehiculoId}${eta ? `; llegada prevista: ${cuando(eta)}` : ''}`,
  }))
  .on(OrdenEnTransito, ({ vehiculoId }) => ({
    titulo: 'Orden en tránsito',
    detalle: `Va en el vehículo ${vehiculoId}`,
  }))
  .on(OrdenEntregada, ({ entregadaEn, evidencia }) => ({
    titulo: 'Orden entregada',
    detalle: `Entregada el ${cuando(entregadaEn)}; evidencia: ${evidencia}`,
  }))
  .on(EntregaDeOrdenFallida, ({ intento, motivo, final }) => ({
    titulo: `Falló el intento ${intento} de entrega`,
    detalle: `${motivo}${final ? '. No habrá más intentos' : ''}`,
  }))
  .on(OrdenDevuelta, ({ motivo }) => ({ titulo: 'Orden devuelta a la bodega', detalle: motivo }))
  .on(OrdenCancelada, ({ motivo }) => ({ titulo: 'Orden cancelada', detalle: motivo }))
  .on(InventarioReservado, (d) => ({ titulo: 'Inventario reservado', detalle: `${unidades(d)} en ${d.bodegaId}` }))
  .on(ReservaDeInventarioLiberada, (d) => ({
    titulo: 'Inventario liberado',
    detalle: `${unidades(d)} en ${d.bodegaId}`,
  }))
  .on(InventarioDespachado, (d) => ({ titulo: 'Inventario despachado', detalle: `${unidades(d)} desde ${d.bodegaId}` }))
  .on(InventarioDevuelto, (d) => ({ titulo: 'Inventario devuelto', detalle: `${unidades(d)} a ${d.bodegaId}` }))
  .on(ReservaHecha, ({ bodegaId, partes }) => ({
    titulo: 'Reserva hecha',
    detalle: `${listado(partes)}; bodega principal: ${bodegaId}`,
  }))
  .on(ReservaRechazada, ({ codigo, faltantes }) => ({
    titulo: 'Reserva rechazada',
    detalle: `${codigo === 'SKU_DESCONOCIDO' ? 'No se conoce' : 'Falta'}: ${listado(faltantes)}`,
  }))
  .on(ReservaLiberada, ({ motivo }) => ({ titulo: 'Reserva liberada', detalle: motivo }))
  .on(ReservaDespachada, () => ({ titulo: 'Mercancía despachada' }))
  .on(DevolucionRecibida, ({ motivo }) => ({ titulo: 'Devolución recibida en bodega', detalle: motivo }))
  .on(AsignacionHecha, ({ vehiculoId, intento }) => ({
    titulo: 'Vehículo encontrado',
    detalle: `${vehiculoId}, para el intento ${intento}`,
  }))
  .on(AsignacionRechazada, ({ codigo }) => ({ titulo: 'Sin vehículo por ahora', detalle: SIN_ASIGNAR[codigo] }))
  .on(AsignacionRetirada, ({ enRuta }) => ({
    titulo: 'Asignación retirada',
    ...(enRuta && { detalle: 'La mercancía iba en camino y vuelve a la bodega' }),
  }))
  .on(AsignacionCambiada, ({ vehiculoId, eta }) => ({
    titulo: 'Cambio de vehículo',
    detalle: `Ahora la lleva ${vehiculoId}; llegada prevista: ${cuando(eta)}`,
  }))
  .on(EntregaAsignada, ({ vehiculoId, plan, ordenId }) => ({
    titulo: 'Parada incluida en un plan de ruta',
    detalle: `Vehículo ${vehiculoId}, parada ${plan.findIndex((p) => p.ordenId === ordenId) + 1} de ${plan.length}`,
  }))
  .on(EntregaRetirada, ({ vehiculoId, motivo }) => ({
    titulo: `Parada retirada del vehículo ${vehiculoId}`,
    detalle: motivo,
  }))
  .on(EntregaReasignada, ({ desde, a }) => ({ titulo: 'Parada reasignada', detalle: `De ${desde} a ${a}` }))
  .on(EntregaEnRuta, ({ vehiculoId, eta }) => ({
    titulo: 'El vehículo salió a ruta',
    detalle: `${vehiculoId}; llegada prevista: ${cuando(eta)}`,
  }))
  .on(EntregaConfirmada, ({ entregadaEn }) => ({
    titulo: 'Entrega confirmada por el conductor',
    detalle: cuando(entregadaEn),
  }))
  .on(EntregaFallida, ({ motivo }) => ({ titulo: 'El conductor no pudo entregar', detalle: motivo }));
