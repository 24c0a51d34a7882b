import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../deploy/server.ts';
import { pause } from '../driver/pool.ts';
import type { Parts } from './parts.ts';

const run = promisify(execFile);
const READY_MS = 60_000;
const TABLES = path.join(import.meta.dirname, 'usuarios.sql');
/** A replica has an id that no other server has; so has Debezium, which reads the log as one. */
const SERVER_ID = 5_900;

/** A MariaDB, running. Who may do everything in it is the user of this machine that started it, by its socket. */
export interface MariaDb {
  readonly port: number;
  readonly socket: string;
  /** When its log began, as the contract has epochs: a log that begins anew has places of its own. */
  readonly epoch: string;
  /** Of `cdc`, whom Debezium reads as; another one after each start. */
  readonly password: string;
  /** Runs statements on the database `legado`, and gives the columns of what they answer. Throws what is wrong with them. */
  sql(statements: string): Promise<string[][]>;
  stop(): Promise<void>;
}

/** Starts a MariaDB on a folder, which it fills when it is new, with a log by rows and the legacy system's table. */
export async function startMariaDb(parts: Parts, folder: string): Promise<MariaDb> {
  const data = path.join(folder, 'mariadb');
  const log = path.join(folder, 'mariadb.log');
  const pidFile = path.join(folder, 'mariadb.pid');
  const { username } = userInfo();
  mkdirSync(folder, { recursive: true });
  const epochFile = path.join(folder, 'mariadb.epoch');
  if (!existsSync(epochFile)) {
    rmSync(data, { recursive: true, force: true });
    await install({ ...parts, data, username });
    writeFileSync(epochFile, new Date().toISOString().replace(/\W/g, ''));
  }
  const epoch = readFileSync(epochFile, 'utf8');
  await endLeftOver(pidFile, data);
  // The path of a socket has room for 107 bytes: not in a folder that may lie deep.
  const place = mkdtempSync(path.join(tmpdir(), 'legado-'));
  const socket = path.join(place, 'mariadb.sock');
  const port = await freePort();
  const output = openSync(log, 'a');
  const child = spawn(
    parts.mariadbd,
    [
      '--no-defaults',
      ...[`--datadir=${data}`, `--user=${username}`, `--pid-file=${pidFile}`, `--socket=${socket}`],
      ...['--bind-address=127.0.0.1', `--port=${port}`, `--server-id=${SERVER_ID}`],
      ...['--log-bin=binlog', '--binlog-format=ROW', '--binlog-row-image=FULL'],
      ...['--default-time-zone=+00:00', '--character-set-server=utf8mb4'],
    ],
    { stdio: ['ignore', output, output] },
  );
  const stop = async () => {
    await end(child);
    rmSync(place, { recursive: true, force: true });
  };
  const said = once(child, 'error').then(([error]) => error as Error);
  try {
    const client = clientOf(parts.mariadb, socket);
    await ready(child, () => client('', 'SELECT 1'), { log, failed: said });
    const password = randomBytes(24).toString('base64url');
    await client(
      '',
      `CREATE DATABASE IF NOT EXISTS legado; CREATE OR REPLACE USER cdc@localhost IDENTIFIED BY '${password}';`,
    );
    await client('legado', await readFile(TABLES, 'utf8'));
    return { port, socket, epoch, password, sql: (statements) => client('legado', statements), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Install extends Parts {
  readonly data: string;
  readonly username: string;
}

async function install({ installDb, data, username }: Install): Promise<void> {
  await run(installDb, [
    '--no-defaults',
    ...[`--datadir=${data}`, `--user=${username}`, '--skip-test-db', '--skip-name-resolve'],
    ...['--auth-root-authentication-method=socket', `--auth-root-socket-user=${username}`],
  ]);
}

/** One that outlived who had started it holds its folder. */
async function endLeftOver(pidFile: string, data: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  const itself = () => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
    } catch {
      return false;
    }
  };
  if (itself()) process.kill(pid, 'SIGTERM');
  for (const end = performance.now() + READY_MS; itself(); await pause(50))
    if (performance.now() > end) throw new Error(`A MariaDB from before, process ${pid}, does not end.`);
}

function clientOf(mariadb: string, socket: string) {
  const args = [
    '--no-defaults',
    `--socket=${socket}`,
    '--default-character-set=utf8mb4',
    '--batch',
    '--skip-column-names',
  ];
  return async (database: string, statements: string): Promise<string[][]> => {
    const child = spawn(mariadb, [...args, database], { stdio: 'pipe' });
    const [out, wrong] = [text(child.stdout), text(child.stderr)];
    // What it does not read any more it has told the reason for.
    child.stdin.on('error', () => {});
    child.stdin.end(statements);
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`MariaDB: ${(await wrong).trim()}`);
    const lines = (await out).split('\n').slice(0, -1);
    return lines.map((line) => line.split('\t').map(unescaped));
  };
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = '';
  stream.setEncoding('utf8');
  for await (const part of stream) all += part;
  return all;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\0': '\0', '\\\\': '\\' };

/** What its client writes in batches. */
function unescaped(value: string): string {
  return value.replace(/\\[nt0\\]/g, (pair) => ESCAPES[pair] ?? pair);
}

interface Waiting {
  readonly log: string;
  readonly failed: Promise<Error>;
}

async function ready(child: ChildProcess, ask: () => Promise<unknown>, { log, failed }: Waiting): Promise<void> {
  let error: Error | undefined;
  void failed.then((one) => {
    error = one;
  });
  for (const end = performance.now() + READY_MS; ; await pause(50)) {
    if (error) throw error;
    const up = await ask().then(
      () => true,
      () => false,
    );
    if (up) return;
    if (child.exitCode !== null || performance.now() > end) {
      const tail = (await readFile(log, 'utf8')).trim().split('\n').slice(-5).join('\n');
      throw new Error(`MariaDB did not start; the last lines of ${log}:\n${tail}`);
    }
  }
}

/** It writes what it holds, and ends. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
