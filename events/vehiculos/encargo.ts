import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId, ClienteId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Carga, Lineas, Partes, Prioridad } from '#events/comun/pedido.ts';
import { Ciudad, Direccion, Nombre, Notas, Telefono } from '#events/comun/texto.ts';
import { Ventana } from '#events/comun/tiempo.ts';
import { personal } from '#shared/model/personal.ts';

/** What may change in what is to be brought. */
const Contenido = {
  bodegaId: BodegaId,
  partes: Partes,
  destinatario: z.strictObject({ nombre: personal(Nombre), telefono: personal(Telefono) }),
  direccion: personal(Direccion),
  ciudad: Ciudad,
  zona: Zona,
  notas: personal(Notas).optional(),
  lineas: Lineas,
  ...Carga,
};

/** What is to be brought, by a driver who knows no more than this: from where, to whom, what and when. */
export const Encargo = { clienteId: ClienteId, ...Contenido, ventana: Ventana.optional(), prioridad: Prioridad };

/** What is other in what is to be brought; a window of null takes it away. */
export const CambiosDeEncargo = { ...z.object(Contenido).partial().shape, ventana: Ventana.nullable().optional() };

/** What is to be brought, for examples. */
export const EJEMPLO_DE_ENCARGO = {
  clienteId: EJEMPLO.clienteId,
  bodegaId: EJEMPLO.bodegaId,
  partes: [{ bodegaId: EJEMPLO.bodegaId, sku: EJEMPLO.sku, cantidad: 2 }],
  destinatario: { nombre: 'Ana Rojas', telefono: '+573001234567' },
  direccion: EJEMPLO.direccion,
  ciudad: 'Bogotá',
  zona: EJEMPLO.zona,
  lineas: [{ sku: EJEMPLO.sku, cantidad: 2 }],
  ...EJEMPLO.carga,
  ventana: EJEMPLO.ventana,
  prioridad: 'normal' as const,
};

/**
 * The place of a change among those that are asked for of one delivery. Requests come by queues of their own and may overtake
 * each other: what an earlier one says of something does not count once a later one has said it.
 */
export const Revision = z.int().min(1).max(1_000_000);
