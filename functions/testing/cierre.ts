import { diaEnColombia } from '#events/comun/tiempo.ts';
import { stateOf, TERMINAL } from '#infra/lab/invariants/ordenes.ts';
import { enDesacuerdo } from './acuerdo.ts';
import { BODEGAS, devueltasDe, VEHICULOS } from './escenario.ts';
import { planificar } from './maquinaria.ts';
import type { Mundo } from './mundo.ts';

/** Days on which diligent people bring all that can be brought; what is left then is given up by an operator. */
const DIAS = 12;
/** Days after that in which what was given up has come back. */
const VUELTA = 3;
const LIMITE_S = 86_400;

/**
 * Everybody does what is to be done, day after day, until every order has ended: vehicles leave with what is planned,
 * bring it, come back, and the warehouses receive what they bring. @throws Error when an order does not end.
 */
export function cerrar(mundo: Mundo): void {
  for (let dia = 0; dia < DIAS + VUELTA; dia++) {
    asentar(mundo);
    if (abiertas(mundo).length === 0 && estaQuieto(mundo)) return;
    if (dia >= DIAS)
      for (const ordenId of abiertas(mundo)) mundo.hacer('abandonarOrden', { ordenId, motivo: 'Nadie la lleva' });
    jornada(mundo);
    mundo.pasar(segundosHastaManana(mundo.ahora));
  }
  mundo.asentar();
  const quedan = abiertas(mundo).map((id) => `${id}: ${JSON.stringify(mundo.saga.estado(id))}`);
  if (quedan.length > 0) throw new Error(`Orders that do not end:\n${quedan.join('\n')}`);
  if (!estaQuieto(mundo)) throw new Error('Goods stay in vehicles, whoever receives them.');
}

/** All is told to all: the order's view says what its delivery says. @throws Error where it does not. */
function asentar(mundo: Mundo): void {
  mundo.asentar();
  const mal = enDesacuerdo(mundo.registro, mundo.ordenes);
  if (mal.length > 0) throw new Error(mal.join('\n'));
}

/** The orders that have not ended. */
export function abiertas(mundo: Mundo): readonly string[] {
  return mundo.ordenes.filter((id) => !TERMINAL.has(stateOf(mundo.registro.stream(`orden#${id}`))));
}

/** Whether no goods are in a vehicle. */
function estaQuieto({ custodia }: Mundo): boolean {
  return [...custodia.ordenes().values()].every(({ aBordo }) => aBordo.isEmpty);
}

function jornada(mundo: Mundo): void {
  for (const vehiculoId of VEHICULOS) mundo.hacer('terminarMantenimiento', { vehiculoId });
  planificar(mundo);
  mundo.asentar();
  const dia = diaEnColombia(mundo.ahora);
  for (const ordenId of mundo.ordenes)
    for (const vehiculoId of VEHICULOS)
      if (mundo.hacer('asignarParada', { vehiculoId, dia, ordenId }).hechos > 0) break;
  for (const vehiculoId of VEHICULOS) salir(mundo, { vehiculoId, dia });
  mundo.asentar();
  for (const vehiculoId of VEHICULOS)
    for (const bodegaId of BODEGAS) mundo.hacer('confirmarRecogida', { vehiculoId, bodegaId });
  mundo.pasar(600);
  for (const vehiculoId of VEHICULOS) {
    for (const ordenId of mundo.ordenes) {
      const donde = { vehiculoId, ordenId };
      // Some do not want it any more.
      if (mundo.azar.pasa(0.1)) mundo.hacer('reportarEntregaFallida', { ...donde, motivo: 'rechazada' });
      else mundo.hacer('confirmarEntrega', { ...donde, recibidoPor: 'Ana Rojas', evidencia: 'foto:2' });
    }
    mundo.hacer('finalizarRuta', { vehiculoId });
  }
  mundo.asentar();
  recibir(mundo);
  mundo.asentar();
}

/** A vehicle leaves with all of its plan, or with one stop of it where all is too much. */
function salir(mundo: Mundo, plan: { readonly vehiculoId: string; readonly dia: string }): void {
  if (mundo.hacer('iniciarRuta', plan).hechos > 0) return;
  for (const ordenId of mundo.ordenes)
    if (mundo.hacer('iniciarRuta', { ...plan, ordenes: [ordenId] }).hechos > 0) return;
}

/** The warehouses receive what stands before their doors. */
function recibir(mundo: Mundo): void {
  for (const { lineas, ...donde } of devueltasDe(mundo.custodia)) {
    const sanas = lineas.map((linea) => ({ ...linea, condicion: 'vendible' }));
    mundo.hacer('recibirDevolucion', { ...donde, lineas: sanas });
  }
}

/** Seconds until eight in the morning of the next day in Colombia. */
function segundosHastaManana(ahora: string): number {
  const ocho = Date.parse(`${diaEnColombia(ahora)}T13:00:00.000Z`);
  return (ocho - Date.parse(ahora)) / 1_000 + LIMITE_S;
}
