import * as z from 'zod';
import { change } from '#shared/model/change.ts';
import { personal } from '#shared/model/personal.ts';
import { clienteDe } from './usuariosLegado.ts';

/** As the legacy system keeps it: any text of a `VARCHAR(255)`, since nobody has checked it. */
const Texto = z.string().max(255);

/**
 * A moment. Not 1970 to the second: that is what Debezium makes of MariaDB's `0000-00-00 00:00:00` in a column that is `NOT NULL`,
 * and no user is as old.
 */
const Momento = z.iso.datetime({ offset: true }).refine((texto) => Date.parse(texto) !== 0, 'No es un momento');

/** A row of the legacy system's table of users. */
export const FilaDeUsuario = z.object({
  id: z.int().min(1),
  nombre: personal(Texto),
  apellido: personal(Texto).nullable(),
  correo: personal(Texto).nullable(),
  telefono: personal(Texto).nullable(),
  direccion: personal(Texto).nullable(),
  creado: Momento,
  actualizado: Momento,
  activo: z.boolean(),
});

/** A user of the legacy system was created, updated, deleted, or read by a snapshot. */
export const UsuarioCambiado = change('UsuarioCambiado', {
  context: 'legado',
  key: z.object({ id: z.int().min(1) }),
  row: FilaDeUsuario,
  subject: clienteDe,
  example: {
    key: { id: 17 },
    value: {
      before: null,
      after: {
        id: 17,
        nombre: 'Ana',
        apellido: 'Muñoz',
        correo: 'ana@example.com',
        telefono: '300 123 4567',
        direccion: 'Carrera 7 # 12-34',
        creado: '2019-03-04T05:06:07Z',
        actualizado: '2026-11-27T01:28:13.131Z',
        activo: true,
      },
      source: {
        version: '1',
        connector: 'dynamodb',
        name: 'legado.20261127T203300000Z',
        ts_ms: 1_795_742_895_000,
        snapshot: 'false',
        db: 'legado',
        table: 'usuarios',
        sequence: '["000000000000000000042"]',
      },
      op: 'c',
      ts_ms: 1_795_742_895_769,
      transaction: null,
    },
  },
});
