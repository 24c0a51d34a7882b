/** The kinds of messages to customers, in words. */
export const GRUPOS = {
  pedido: 'Se recibió la orden',
  camino: 'Cómo viene',
  entrega: 'Se entregó',
  problema: 'Algo salió mal',
  cambio: 'Algo cambió',
} as const;

/** A kind of messages. */
export type Grupo = keyof typeof GRUPOS;

/** What a customer's own system can be told of an order, in words. */
export const HITOS: Readonly<Record<string, string>> = {
  OrdenCreada: 'Se creó',
  OrdenConfirmada: 'Sus productos están apartados',
  OrdenRechazada: 'Se rechazó',
  OrdenAsignada: 'Tiene vehículo',
  OrdenDesasignada: 'Se quedó sin vehículo',
  OrdenEnTransito: 'Salió a entregarse',
  OrdenEntregada: 'Se entregó',
  RestoDevuelto: 'Se devolvió lo que no se recibió',
  EntregaDeOrdenFallida: 'No se pudo entregar',
  EntregaDeOrdenAplazada: 'La entrega se aplazó',
  OrdenDevuelta: 'Se devolvió',
  OrdenCancelada: 'Se canceló',
  OrdenAbandonada: 'Ya no se podrá entregar',
  OrdenReprogramada: 'Se reprogramó',
  OrdenCorregida: 'Se corrigió',
  LineasCambiadas: 'Cambiaron sus productos',
  CambioDeLineasNegado: 'Se negó un cambio de productos',
};

/** The name of a fact in words; of one that is not of an order, its own. */
export function hitoInWords(name: string): string {
  return name === 'WebhookProbado' ? 'Mensaje de prueba' : (HITOS[name] ?? name);
}
