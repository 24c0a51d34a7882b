import { esDefinitivo, fraseDeFallo } from '#events/comun/fallo.ts';
import { MAX_INTENTOS } from '#events/comun/pedido.ts';
import { aplazarEntrega } from '#events/ordenes/aplazarEntrega.ts';
import { asignarOrden } from '#events/ordenes/asignarOrden.ts';
import { iniciarTransito } from '#events/ordenes/iniciarTransito.ts';
import { registrarIntentoFallido } from '#events/ordenes/registrarIntentoFallido.ts';
import type { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import type { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import type { EntregaNoVisitada } from '#events/vehiculos/EntregaNoVisitada.ts';
import type { EntregaTransbordada } from '#events/vehiculos/EntregaTransbordada.ts';
import type { RecogidaConfirmada } from '#events/vehiculos/RecogidaConfirmada.ts';
import type { SalidaDeshecha } from '#events/vehiculos/SalidaDeshecha.ts';
import { step } from '#shared/model/saga.ts';
import {
  type Asignacion,
  type Asignada,
  type EnCurso,
  type EnEspera,
  type EnRuta,
  enCurso,
  type Marcha,
  type Planificando,
  type SinNoticia,
} from './cumplimiento.ts';
import type { DatosDe } from './datos.ts';
import { volverAPlanificar } from './planificacion.ts';
import { retirar } from './retiro.ts';
import { conSalida, desandar, despacho, llevaAlgo, llevadaPor, saliendo, sinTomadas, union } from './viajes.ts';

type EnCamino = EnRuta | SinNoticia;

/** The vehicle has left. What it took at the start leaves the warehouses. */
export function alSalir(e: Planificando | EnEspera | Asignada, d: DatosDe<typeof EntregaEnRuta>) {
  const marcha = saliendo(e, d);
  const fuera = enCurso({ ...e, cargadas: union(e.cargadas, d.bodegas) });
  return step({ paso: 'enRuta', ...fuera, marcha }, ...despacho(e.ordenId, d.bodegas), ...transito(fuera, marcha));
}

/** The driver has fetched goods in a warehouse on the way. */
export function alRecoger(e: EnCamino, { bodegaId, cargada }: DatosDe<typeof RecogidaConfirmada>) {
  const marcha = { ...e.marcha, cargada, tomadas: union(e.marcha.tomadas, [bodegaId]) };
  const fuera = { ...enCurso(e), cargadas: union(e.cargadas, [bodegaId]) };
  const aviso = llevaAlgo(e, e.marcha) ? [] : transito(fuera, marcha);
  return step({ paso: 'enRuta', ...fuera, marcha }, ...despacho(e.ordenId, [bodegaId]), ...aviso);
}

/** Another vehicle has taken it over on the road, or only its stop, where nothing of it was fetched yet. */
export function alTransbordar(e: EnCamino, { a, rutaId, eta, conductorId }: DatosDe<typeof EntregaTransbordada>) {
  const antes = e.marcha.viaje;
  const viaje = { ...antes, vehiculoId: a, rutaId, eta: eta ?? antes.eta, cambio: e.cambio, conductorId };
  const marcha = { ...e.marcha, viaje };
  const aviso = llevaAlgo(e, marcha) ? transito(e, marcha) : [asignar(e, viaje)];
  return step({ paso: 'enRuta', ...enCurso(e), cambio: e.cambio + 1, marcha }, ...aviso);
}

/** The vehicle has not left after all: the order is in its plan again, and the goods that it had taken are where they were. */
export function alDeshacer(e: EnCamino, _: DatosDe<typeof SalidaDeshecha>) {
  const { ordenId, cambio } = e;
  const { vehiculoId, dia, eta, intento } = e.marcha.viaje;
  const asignacion = { vehiculoId, dia, eta, intento, cambio };
  return step(
    { paso: 'asignada', ...enCurso(e), cambio: cambio + 1, cargadas: sinTomadas(e, e.marcha), asignacion },
    ...desandar(ordenId, e.marcha),
    asignar(e, asignacion),
  );
}

/** It was not handed over. After the last attempt, or where another one has no sense, the goods come back. */
export function alFallar(e: EnCamino, { motivo, detalle, intento, conductorId }: DatosDe<typeof EntregaFallida>) {
  const { ordenId } = e;
  const marcha = llevadaPor(e.marcha, conductorId);
  const final = esDefinitivo(motivo) || intento >= MAX_INTENTOS;
  const fallo = { motivo, detalle, final };
  const aviso = registrarIntentoFallido({ ordenId, salidas: [...e.salidas], ...marcha.viaje, ...fallo });
  const despues = { ...enCurso(e), salidas: conSalida(e, marcha, fallo) };
  if (final) {
    const { state, requests } = retirar(despues, { tipo: 'devolucion', motivo: fraseDeFallo({ motivo, detalle }) });
    return step(state, aviso, ...requests);
  }
  const [planificando, peticion] = volverAPlanificar({ ...despues, intento: intento + 1, cambio: 0 });
  return step(planificando, aviso, peticion);
}

/** The route ended before its door. That costs no attempt. */
export function alNoVisitar(e: EnCamino, _: DatosDe<typeof EntregaNoVisitada>) {
  const { ordenId, marcha } = e;
  const aviso = aplazarEntrega({ ordenId, salidas: [...e.salidas], ...marcha.viaje, cargada: llevaAlgo(e, marcha) });
  const [planificando, peticion] = volverAPlanificar({ ...enCurso(e), salidas: conSalida(e, marcha) });
  return step(planificando, aviso, peticion);
}

/** Nothing is heard from the road. The goods are with the driver, so people ask the driver. */
export function alCallar(e: EnRuta) {
  return step({ ...e, paso: 'sinNoticia' });
}

/** A vehicle is to bring it, and has nothing of it yet. */
function asignar({ ordenId, salidas }: EnCurso, { vehiculoId, dia, eta, intento, cambio }: Asignacion) {
  return asignarOrden({ ordenId, salidas: [...salidas], vehiculoId, dia, eta, intento, cambio });
}

function transito(e: EnCurso, marcha: Marcha) {
  const { ordenId, salidas } = e;
  return llevaAlgo(e, marcha) ? [iniciarTransito({ ordenId, salidas: [...salidas], ...marcha.viaje })] : [];
}
