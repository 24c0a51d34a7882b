import { ReservaHecha } from '#events/bodegas/ReservaHecha.ts';
import { ReservaMovida } from '#events/bodegas/ReservaMovida.ts';
import { ReservaNoCambiada } from '#events/bodegas/ReservaNoCambiada.ts';
import { ReservaRechazada } from '#events/bodegas/ReservaRechazada.ts';
import { OrdenConfirmada } from '#events/ordenes/OrdenConfirmada.ts';
import { EntregaPlanificada } from '#events/vehiculos/EntregaPlanificada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { EntregaSinPlan } from '#events/vehiculos/EntregaSinPlan.ts';
import { type Situacion, salio } from './situacion.ts';

type Atender = (s: Situacion, data: any) => void;

/** What those who get requests do about them, as the published language promises. */
export const PETICIONES: Readonly<Record<string, Atender>> = {
  reservarInventario: (s) => {
    if (s.reserva !== 'nada') return;
    if (s.azar.pasa(0.1)) return s.decir('reserva', ReservaRechazada(ReservaRechazada.example));
    s.reserva = 'hecha';
    s.poner(s.partes, 'reservada', 'reservada');
    s.decir('reserva', ReservaHecha({ ...ReservaHecha.example, partes: s.comoPartes() }));
  },
  liberarReserva: (s) => s.cerrarReserva(),
  despacharReserva: (s, { bodegas }) => {
    for (const parte of s.partes)
      if (bodegas.includes(parte.bodegaId) && salio(parte) && parte.enLibros === 'reservada') parte.enLibros = 'fuera';
  },
  deshacerDespacho: (s) => {
    const donde = s.reserva === 'hecha' ? 'reservada' : 'libre';
    const vuelven = s.partes.filter((parte) => !salio(parte) && parte.enLibros === 'fuera');
    s.poner(vuelven, donde, donde);
  },
  corregirDevolucion: (s) => {
    for (const parte of s.en('persona')) parte.enLibros = 'fuera';
    s.cerrarReserva();
  },
  cambiarLineas: (s) => {
    if (s.reserva !== 'hecha' || s.partes.some((parte) => salio(parte) || parte.enLibros !== 'reservada')) return;
    if (s.azar.pasa(0.5)) mover(s);
    else s.decir('reserva', ReservaNoCambiada(ReservaNoCambiada.example));
  },
  confirmarOrden: (s) => {
    if (s.orden !== 'creada') return;
    s.orden = 'confirmada';
    s.decir('orden', OrdenConfirmada(OrdenConfirmada.example));
  },
  rechazarOrden: terminar,
  registrarEntrega: terminar,
  registrarDevolucion: terminar,
  planificarEntrega: (s, { intento }) => {
    const espera = s.entrega === 'nada' || s.entrega === 'porPlanificar' || intento > s.intento;
    if (espera && !s.acabada && intento >= s.intento) buscar(s, intento);
  },
  actualizarEncargo: (s) => {
    if (s.entrega === 'plan' && s.azar.pasa(0.5)) buscar(s, s.intento);
  },
  descargarEntrega: (s) => {
    if (s.acabada || !s.aBordo) return;
    Object.assign(s, { aBordo: false, regresado: false, dicho: false });
    if (s.entrega === 'plan' || s.entrega === 'porPlanificar') buscar(s, s.intento);
  },
  retirarEntrega: (s) => {
    if (s.acabada) return;
    s.entrega = 'retirada';
    s.decir('entrega', EntregaRetirada({ ...EntregaRetirada.example, aBordo: s.aBordo, intento: s.intento }));
  },
};

/** It has a place in a plan. */
export function planificar(s: Situacion): void {
  Object.assign(s, { entrega: 'plan', dicho: false });
  s.decir('entrega', EntregaPlanificada({ ...EntregaPlanificada.example, intento: s.intento }));
}

/** It has none. */
export function sinPlan(s: Situacion): void {
  Object.assign(s, { entrega: 'porPlanificar', dicho: true });
  s.decir('entrega', EntregaSinPlan({ ...EntregaSinPlan.example, intento: s.intento }));
}

/** The warehouses hold what they hold of it somewhere else. */
export function mover(s: Situacion): void {
  const partes = s.comoPartes(s.en('reservada').filter(({ enLibros }) => enLibros === 'reservada'));
  s.decir('reserva', ReservaMovida({ ...ReservaMovida.example, partes }));
}

function buscar(s: Situacion, intento: number): void {
  Object.assign(s, { entrega: 'porPlanificar', intento, dicho: s.dicho && intento === s.intento });
  if (s.azar.pasa(0.6)) planificar(s);
  else if (!s.dicho) sinPlan(s);
}

function terminar(s: Situacion): void {
  s.orden = 'terminada';
}
