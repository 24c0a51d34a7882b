import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findParts, installParts } from './legado/parts.ts';
import type { Amounts } from './legado/prueba/porDebezium.ts';
import { prove } from './legado/prueba/prueba.ts';
import { enter } from './legado/statements.ts';
import { type Legacy, startLegacy } from './legado/system.ts';
import { usuarios } from './legado/usuarios.ts';
import { npmIsGone } from './starter.ts';

/** Whom it has the first time. */
const USERS = 100;

const USAGE = `Runs the legacy system beside a running one: a real MariaDB with its table of users, of which Debezium tells the bus.

  npm run legado [-- --data .alpes] [--install]
  npm run legado -- --prueba [--rows 10000] [--changes 1000] [--install]

  The first time its table is filled with ${USERS} made-up users, of ids 1 to ${USERS}: they are the customers usuario-1 to usuario-${USERS},
  and go over those of the same ids that were captured from the table usuarios-legado. Try it on a system of its own.

  --data     the folder of the running system, as npm start has it; the legacy system is kept in it, too (default .alpes)
  --prueba   prove on systems of its own that users come out the same by Debezium and by this system's own capture, though
             they change during the snapshot and Debezium is killed twice in the middle of it
  --rows     how many users (default 10000)
  --changes  how many changes (default 1000)
  --install  have what is missing installed by apt-get, as root`;

interface Settings {
  readonly help: boolean;
  readonly data: string;
  readonly install: boolean;
  readonly prueba: boolean;
  readonly amounts: Amounts;
}

function settings(): Settings {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '.alpes' },
      install: { type: 'boolean', default: false },
      prueba: { type: 'boolean', default: false },
      rows: { type: 'string', default: '10000' },
      changes: { type: 'string', default: '1000' },
      help: { type: 'boolean', default: false },
    },
  });
  const whole = (name: 'rows' | 'changes') => {
    if (/^[1-9]\d{0,5}$/.test(values[name])) return Number(values[name]);
    throw new Error(`--${name} must be a whole number from 1 to 999999, not "${values[name]}".`);
  };
  return { ...values, amounts: { rows: whole('rows'), changes: whole('changes') } };
}

async function main(): Promise<number> {
  let chosen: Settings;
  let endpoint = '';
  try {
    chosen = settings();
    if (chosen.help) {
      console.log(USAGE);
      return 0;
    }
    if (!chosen.prueba) endpoint = endpointIn(chosen.data);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  try {
    const parts = await (chosen.install ? installParts() : findParts());
    if (chosen.prueba) return (await prove(parts, chosen.amounts)) ? 0 : 1;
    const stopping = new Promise<void>((resolve) => {
      process.once('SIGINT', resolve).once('SIGTERM', resolve);
      void npmIsGone().then(resolve);
    });
    const legacy = await startLegacy(
      { parts, folder: path.resolve(chosen.data, 'legado'), endpoint, onLog: console.log, onSnapshot: tellSnapshot },
      (db) => enter(db, usuarios(USERS)),
    );
    console.log(welcome(legacy));
    try {
      await Promise.race([stopping, legacy.capture.ended]);
    } finally {
      console.log('Stopping …');
      await legacy.stop();
    }
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  }
}

function endpointIn(data: string): string {
  const file = path.join(data, 'outputs.json');
  if (!existsSync(file)) throw new Error(`No system is running in ${data}: start one with npm start.`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly endpoint: string }).endpoint;
}

function tellSnapshot(done: number, last: number): void {
  console.log(Number.isFinite(last) ? `Snapshot: up to id ${done} of ${last}` : 'Snapshot: all rows are on the bus');
}

function welcome({ db }: Legacy): string {
  return `
The legacy system is ready: MariaDB on port ${db.port}, its table legado.usuarios; Debezium tells of it as legado.${db.epoch}

Change it as that system would:

  mariadb --socket ${db.socket} legado

Ctrl-C stops it.`;
}

process.exitCode = await main();
