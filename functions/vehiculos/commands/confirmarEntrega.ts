import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { fechaYHora } from '#events/comun/hora.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Lineas } from '#events/comun/pedido.ts';
import { Nombre, Referencia } from '#events/comun/texto.ts';
import { antes, entre, Instante } from '#events/comun/tiempo.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { esGuardada, evidenciaDe } from '#events/vehiculos/evidencia.ts';
import { ParadaCerrada } from '#events/vehiculos/ParadaCerrada.ts';
import { ParadaQuitada } from '#events/vehiculos/ParadaQuitada.ts';
import { to, unitOfWork } from '#shared/model/command.ts';
import { personal } from '#shared/model/personal.ts';
import { reject } from '#shared/model/rejection.ts';
import { type Entrega, entrega, type Viaje, viajeCon } from '../entrega.ts';
import { loEntregado } from '../loEntregado.ts';
import { plan, planIdDe } from '../plan.ts';
import { esAjeno, sinRecoger } from '../ruta.ts';
import { conductorDe, type ParadaEnRuta, paradaEnRuta, type Vehiculo, vehiculo } from '../vehiculo.ts';

/**
 * The driver has handed over the goods, or those of `lineas`; the rest comes back. `evidencia` refers to the proof: one that
 * was brought by `subirEvidencia` for this order, or what is kept elsewhere, such as the number of a paper. Proof may come late, when the stop was closed otherwise: it is the truth
 * all the same, and takes the order out of whatever was planned for it since. Of a delivery that is recorded the first proof
 * stays; whoever brings another is told.
 */
export const confirmarEntrega = unitOfWork({
  over: { entrega, vehiculo, plan },
  http: 'POST /vehiculos/{vehiculoId}/entregas/{ordenId}/confirmacion',
  scope: 'vehiculos:escribir',
  forDrivers: true,
  docs: {
    summary: 'Confirma una entrega',
    description:
      'El conductor entregó la mercancía: quién la recibió y dónde está la prueba. Con líneas se dice cuánto se entregó; lo demás vuelve. La prueba se acepta también si llega tarde; cuando otro vehículo lleva ya la orden, con la hora de la entrega, que no puede ser después de eso. Repetirla no hace nada más; con otra prueba que la que ya se registró se rechaza, y queda la primera.',
  },
  accepts: z.strictObject({
    vehiculoId: VehiculoId,
    ordenId: OrdenId,
    recibidoPor: personal(Nombre),
    evidencia: Referencia,
    entregadaEn: Instante.optional(),
    lineas: Lineas.optional(),
  }),
  example: {
    vehiculoId: EJEMPLO.vehiculoId,
    ordenId: EJEMPLO.ordenId,
    recibidoPor: 'Ana Rojas',
    evidencia: 's3://evidencias/0f8fad5b.jpg',
  },
  rejects: [
    'VEHICULO_NO_EXISTE',
    'RUTA_NO_INICIADA',
    'PARADA_NO_EXISTE',
    'CONDUCTOR_AJENO',
    'MERCANCIA_SIN_RECOGER',
    'ENTREGA_REGISTRADA',
    'LINEAS_EXCESIVAS',
    'HORA_IMPOSIBLE',
    'EVIDENCIA_AJENA',
  ],
  main: ({ ordenId }) => ({ of: entrega, id: ordenId }),
  streams: ({ vehiculoId }, e) => ({
    vehiculo: [...new Set([vehiculoId, enCamino(e)?.vehiculoId ?? vehiculoId])],
    plan: e.plan ? [planIdDe(e.plan.vehiculoId, e.plan.dia)] : [],
  }),
  decide: (c, states, { now, actor }) => {
    const { ordenId, vehiculoId } = c;
    const e = states.entrega[ordenId] ?? entrega.initial;
    const v = states.vehiculo[vehiculoId] ?? vehiculo.initial;
    if (!v.ficha) return reject('VEHICULO_NO_EXISTE');
    const viaje = viajeCon(e, vehiculoId, c.entregadaEn);
    if (!viaje || !e.encargo) {
      return reject(e.plan?.vehiculoId === vehiculoId ? 'RUTA_NO_INICIADA' : 'PARADA_NO_EXISTE', ordenId);
    }
    const conductorId = conductorDe(v, viaje);
    if (esAjeno(actor, conductorId)) return reject('CONDUCTOR_AJENO');
    if (e.estado === 'entregada') return e.evidencia === c.evidencia ? [] : reject('ENTREGA_REGISTRADA', ordenId);
    if (!viaje.cargada) return sinRecoger(ordenId, e);
    const entregadaEn = entre(viaje.salioEn, c.entregadaEn, now);
    if (entregadaEn === undefined)
      return reject('HORA_IMPOSIBLE', `Va de la salida de la ruta, ${fechaYHora(viaje.salioEn, now)}, a este momento`);
    const actual = enCamino(e);
    if (actual && actual.vehiculoId !== vehiculoId && antes(actual.salioEn, entregadaEn))
      return reject('HORA_IMPOSIBLE', `La lleva ${actual.vehiculoId} desde ${fechaYHora(actual.salioEn, now)}`);
    const entregado = loEntregado(e.encargo.lineas, c.lineas);
    if ('excede' in entregado) return reject('LINEAS_EXCESIVAS', entregado.excede);
    const { clienteId } = e.encargo;
    if (esGuardada(c.evidencia) && !evidenciaDe(c.evidencia, { clienteId, ordenId })) return reject('EVIDENCIA_AJENA');
    const { rutaId, intento } = viaje;
    const { lineas, completa, queda } = entregado;
    const tardia = actual?.rutaId !== rutaId;
    const confirmada = { ...c, clienteId, rutaId, conductorId, entregadaEn, intento, lineas, completa, tardia };
    const donde = actual ?? viaje;
    const parada = paradaEn(donde, states.vehiculo[donde.vehiculoId], ordenId);
    const fin = completa ? ({ fin: 'entregada' } as const) : ({ fin: 'parcial', queda } as const);
    const cerrada = { vehiculoId: donde.vehiculoId, rutaId: donde.rutaId, ordenId, ...fin };
    const planId = e.plan && planIdDe(e.plan.vehiculoId, e.plan.dia);
    return [
      to(entrega, ordenId, EntregaConfirmada(confirmada)),
      ...(parada ? [to(vehiculo, donde.vehiculoId, ParadaCerrada(cerrada))] : []),
      ...(planId ? [to(plan, planId, ParadaQuitada({ planId, ordenId, causa: 'entregada' }))] : []),
    ];
  },
});

/** The route on which the order is now. */
function enCamino({ estado, viaje }: Entrega): Viaje | undefined {
  return estado === 'enRuta' ? viaje : undefined;
}

/** The stop of the order on that route, while it is open. */
function paradaEn({ rutaId }: Viaje, v: Vehiculo | undefined, ordenId: string): ParadaEnRuta | undefined {
  return v?.ruta?.rutaId === rutaId ? paradaEnRuta(v, ordenId) : undefined;
}
