import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId, OrdenId } from '#events/comun/ids.ts';
import { conRango, enMilisegundos, Instante } from '#events/comun/tiempo.ts';
import { Canal } from '#events/notificaciones/preferencias.ts';
import { listQuery } from '#shared/model/query.ts';
import { Aviso, EstadoDeAviso, responderAviso } from '../aviso.ts';
import { avisos } from '../notifications/avisos.ts';

/** A message, with whose it is. */
const AvisoEnviado = Aviso.extend({ clienteId: ClienteId, ordenId: OrdenId });

/** The messages of a customer, those in a state (what was taken, has arrived, was left out or put off), or all; the newest first. */
export const listarEnviados = listQuery({
  of: avisos,
  http: 'GET /avisos',
  scope: 'notificaciones:leer',
  docs: {
    summary: 'Los avisos',
    description:
      'Los avisos de un cliente, los que están en un estado, o todos si no se dice nada, del más nuevo al más viejo: a qué hito corresponde cada uno, por qué canal, qué fue de él y desde cuándo, o cuándo saldrá el que está aplazado. También por orden y por canal. No dice a qué dirección. Una página puede traer menos de los pedidos y tener siguiente.',
  },
  accepts: conRango(
    z.strictObject({
      clienteId: ClienteId.optional(),
      ordenId: OrdenId.optional(),
      canal: Canal.optional(),
      estado: EstadoDeAviso.optional(),
      desde: Instante.optional(),
      hasta: Instante.optional(),
    }),
  ),
  example: { clienteId: EJEMPLO.clienteId },
  answers: AvisoEnviado,
  by: ['porDestino', 'porEstado'],
  where: ({ clienteId, estado, desde, hasta }) => {
    const rango = { ...(desde && { from: enMilisegundos(desde) }), ...(hasta && { to: enMilisegundos(hasta) }) };
    if (clienteId !== undefined) return { index: 'porDestino', value: clienteId, ...rango };
    const estados = estado === undefined ? EstadoDeAviso.options : [estado];
    return estados.map((value) => ({ index: 'porEstado', value, ...rango }));
  },
  newestFirst: true,
  keeps: (aviso, { ordenId, canal, estado }) =>
    (ordenId === undefined || aviso.clave === ordenId) &&
    (canal === undefined || aviso.canal === canal) &&
    (estado === undefined || aviso.estado === estado),
  owner: ({ clienteId }) => clienteId,
  shape: (aviso) => ({ ...responderAviso(aviso), clienteId: aviso.clienteId, ordenId: aviso.clave }),
});
