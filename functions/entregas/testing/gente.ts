import { DevolucionRecibida } from '#events/bodegas/DevolucionRecibida.ts';
import { ReservaPerdida } from '#events/bodegas/ReservaPerdida.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { CambioDeLineasPedido } from '#events/ordenes/CambioDeLineasPedido.ts';
import { OrdenAbandonada } from '#events/ordenes/OrdenAbandonada.ts';
import { OrdenCancelada } from '#events/ordenes/OrdenCancelada.ts';
import { OrdenCorregida } from '#events/ordenes/OrdenCorregida.ts';
import { OrdenReprogramada } from '#events/ordenes/OrdenReprogramada.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaNoVisitada } from '#events/vehiculos/EntregaNoVisitada.ts';
import { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';
import { mover, planificar, sinPlan } from './peticiones.ts';
import { NORTE, type Parte, type Situacion, SUR } from './situacion.ts';

/** Something that people do, where they may. */
interface Acto {
  /** How likely it is that they do it when they could. */
  readonly peso: number;
  readonly puede: (s: Situacion) => boolean;
  readonly hace: (s: Situacion) => void;
}

const enRuta = ({ entrega }: Situacion) => entrega === 'ruta';
const viva = ({ orden }: Situacion) => orden === 'creada' || orden === 'confirmada';

/** The vehicle leaves, with what is in the first warehouse or with what it has. */
const salir: Acto = {
  peso: 2,
  puede: (s) => s.entrega === 'plan' && !s.enCamino && hayMercancia(s),
  hace: (s) => {
    const tomadas = s.en('reservada').filter(({ bodegaId }) => bodegaId === NORTE);
    s.poner(tomadas, 'vehiculo');
    const sale = { entrega: 'ruta', enCamino: true, regresado: false, tomadas, deshacible: !s.aBordo };
    Object.assign(s, { ...sale, aBordo: s.aBordo || tomadas.length > 0, llevada: s.cargada });
    const bodegas = tomadas.length > 0 ? [NORTE] : [];
    s.decir('entrega', EntregaEnRuta({ ...EntregaEnRuta.example, intento: s.intento, bodegas, cargada: s.cargada }));
  },
};

const recoger: Acto = {
  peso: 1,
  puede: (s) => enRuta(s) && s.en('reservada').some(({ bodegaId }) => bodegaId === SUR),
  hace: (s) => {
    s.poner(s.en('reservada'), 'vehiculo');
    Object.assign(s, { aBordo: true, deshacible: false, llevada: true });
    s.decir('entrega', RecogidaConfirmada({ ...RecogidaConfirmada.example, bodegaId: SUR, cargada: true }));
  },
};

const deshacer: Acto = {
  peso: 0.3,
  puede: (s) => enRuta(s) && s.deshacible,
  hace: (s) => {
    s.poner(s.tomadas, s.reserva === 'hecha' ? 'reservada' : 'libre');
    Object.assign(s, { entrega: 'plan', enCamino: false, aBordo: false, llevada: false });
    s.decir('entrega', SalidaDeshecha({ ...SalidaDeshecha.example, intento: s.intento }));
  },
};

const transbordar: Acto = {
  peso: 0.3,
  puede: enRuta,
  hace: (s) => {
    s.deshacible = false;
    s.decir('entrega', EntregaTransbordada({ ...EntregaTransbordada.example, intento: s.intento }));
  },
};

const confirmar: Acto = {
  peso: 1,
  puede: (s) => enRuta(s) && s.en('vehiculo').length > 0,
  hace: (s) => {
    const aBordo = s.en('vehiculo');
    entregar(s, aBordo.length === 2 && s.azar.pasa(0.3) ? aBordo.slice(1) : aBordo);
  },
};

/** The proof of a journey whose stop was closed otherwise, when no other journey has begun. */
const probar: Acto = {
  peso: 0.3,
  puede: (s) => s.llevada && !enRuta(s) && s.entrega !== 'entregada',
  hace: (s) => entregar(s, s.partes),
};

const fallar: Acto = {
  peso: 1,
  puede: enRuta,
  hace: (s) => {
    Object.assign(s, { entrega: 'fallida', deshacible: false });
    const motivo = s.azar.pasa(0.2) ? 'rechazada' : 'ausente';
    s.decir('entrega', EntregaFallida({ ...EntregaFallida.example, intento: s.intento, motivo }));
  },
};

const finalizar: Acto = {
  peso: 1,
  puede: ({ enCamino }) => enCamino,
  hace: (s) => {
    Object.assign(s, { enCamino: false, deshacible: false, regresado: s.en('vehiculo').length > 0 });
    if (!enRuta(s)) return;
    Object.assign(s, { entrega: 'porPlanificar', dicho: false });
    s.decir('entrega', EntregaNoVisitada({ ...EntregaNoVisitada.example, intento: s.intento }));
  },
};

/** A warehouse receives what came back: all of it while the delivery goes on, and else perhaps a part first. */
const recibir: Acto = {
  peso: 1,
  puede: (s) => s.regresado && s.en('vehiculo').length > 0 && s.entrega !== 'plan' && !enRuta(s),
  hace: (s) => {
    const [sigue, aBordo] = [!s.acabada && s.reserva === 'hecha', s.en('vehiculo')];
    const vuelven = sigue || s.azar.pasa(0.5) ? aBordo : aBordo.slice(0, 1);
    const condicion = s.azar.pasa(0.7) ? 'vendible' : 'danada';
    const reingresa = sigue && condicion === 'vendible';
    for (const parte of vuelven) parte.bodegaId = NORTE;
    s.poner(vuelven, reingresa ? 'reservada' : 'libre', reingresa ? 'reservada' : 'libre');
    if (!reingresa) s.cerrarReserva();
    const lineas = s.lineas(vuelven).map((linea) => ({ ...linea, condicion }) as const);
    const completa = vuelven.length === aBordo.length;
    const recibida = { ordenId: EJEMPLO.ordenId, bodegaId: NORTE, lineas, completa, reingresa };
    s.decir('reserva', DevolucionRecibida({ ...recibida, ...(reingresa && { partes: s.comoPartes() }) }));
  },
};

const planear: Acto = { peso: 1, puede: (s) => s.entrega === 'porPlanificar', hace: planificar };

/** The stock that the order was promised is elsewhere, or nowhere. */
const mermar: Acto = {
  peso: 0.2,
  puede: (s) => s.reserva === 'hecha' && s.en('reservada').some(({ enLibros }) => enLibros === 'reservada'),
  hace: (s) => {
    if (s.azar.pasa(0.7)) return mover(s);
    s.cerrarReserva();
    s.decir('reserva', ReservaPerdida(ReservaPerdida.example));
  },
};

/** What may happen at any time. */
export const ACTOS: readonly Acto[] = [
  ...[salir, recoger, deshacer, transbordar, confirmar, probar, fallar, finalizar, recibir, planear, mermar],
  { peso: 0.2, puede: (s) => s.entrega === 'plan', hace: sinPlan },
  { peso: 0.1, puede: (s) => viva(s) && s.en('vehiculo').length === 0, hace: (s) => retractar(s, 'cancelada') },
  { peso: 0.1, puede: viva, hace: (s) => retractar(s, 'abandonada') },
  { peso: 0.2, puede: viva, hace: (s) => s.decir('orden', OrdenCorregida(OrdenCorregida.example)) },
  { peso: 0.2, puede: viva, hace: (s) => s.decir('orden', OrdenReprogramada(OrdenReprogramada.example)) },
  {
    peso: 0.2,
    puede: viva,
    hace: (s) => s.decir('orden', CambioDeLineasPedido({ ordenId: EJEMPLO.ordenId, lineas: s.lineas() })),
  },
];

/** Somebody does the next thing that is to be done, if there is one; gives whether there was. */
export function avanzar(s: Situacion): boolean {
  const primero = s.azar.pasa(0.2) ? [fallar] : [];
  const acto = [...primero, recoger, confirmar, salir, finalizar, recibir, planear].find(({ puede }) => puede(s));
  acto?.hace(s);
  return acto !== undefined;
}

function retractar(s: Situacion, como: 'cancelada' | 'abandonada'): void {
  s.orden = 'retractada';
  s.decir(
    'orden',
    como === 'cancelada' ? OrdenCancelada(OrdenCancelada.example) : OrdenAbandonada(OrdenAbandonada.example),
  );
}

function entregar(s: Situacion, partes: readonly Parte[]): void {
  const tardia = !enRuta(s);
  s.poner(partes, 'persona');
  s.entrega = 'entregada';
  const completa = partes.length === s.partes.length;
  const lineas = s.lineas(partes);
  s.decir('entrega', EntregaConfirmada({ ...EntregaConfirmada.example, intento: s.intento, lineas, completa, tardia }));
}

/** Whether all units are where a vehicle can take them, or in the one that has some. */
function hayMercancia(s: Situacion): boolean {
  const dondeToca = s.partes.every(({ lugar }) => lugar === 'reservada' || (s.aBordo && lugar === 'vehiculo'));
  return dondeToca && !(s.aBordo && s.en('vehiculo').length === 0);
}
