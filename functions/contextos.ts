import type { Context } from '#shared/model/context.ts';
import { analitica } from './analitica/contexto.ts';
import { bodegas } from './bodegas/contexto.ts';
import { clientes } from './clientes/contexto.ts';
import { entregas } from './entregas/contexto.ts';
import { notificaciones } from './notificaciones/contexto.ts';
import { ordenes } from './ordenes/contexto.ts';
import { plataforma } from './plataforma/contexto.ts';
import { sistema } from './sistema/contexto.ts';
import { torre } from './torre/contexto.ts';
import { vehiculos } from './vehiculos/contexto.ts';

/** All bounded contexts. A new one is added here, and nowhere else. */
export const contextos: readonly Context[] = [
  ordenes,
  bodegas,
  clientes,
  entregas,
  plataforma,
  analitica,
  notificaciones,
  vehiculos,
  torre,
  sistema,
];
