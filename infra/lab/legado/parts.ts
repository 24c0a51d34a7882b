import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Something that is not ours and that this machine lacks. The message says what, and what to do. */
export class PartMissing extends Error {
  override readonly name = 'PartMissing';
}

/** Where the programs of the legacy system are. */
export interface Parts {
  readonly java: string;
  readonly mvn: string;
  readonly mariadbd: string;
  readonly installDb: string;
  /** MariaDB's client. */
  readonly mariadb: string;
}

/** The programs, by what Debian calls their packages. Daemons are not on every user's PATH. */
const PROGRAMS = {
  java: { names: ['java'], debian: 'openjdk-17-jdk-headless' },
  mvn: { names: ['mvn'], debian: 'maven' },
  mariadbd: { names: ['mariadbd', '/usr/sbin/mariadbd'], debian: 'mariadb-server-core' },
  installDb: { names: ['mariadb-install-db'], debian: 'mariadb-server-core' },
  mariadb: { names: ['mariadb'], debian: 'mariadb-client-core' },
} as const;
const ASKED = {
  java: ['-version'],
  mvn: ['--version'],
  mariadbd: ['--version'],
  installDb: ['--help'],
  mariadb: ['--version'],
};

/** Debezium 3.5 is compiled for it. */
const JAVA = 17;
const MOTOR = path.join(import.meta.dirname, 'motor');

/** Where all programs are. Throws PartMissing, with the packages that Debian has for those that are not there. */
export async function findParts(): Promise<Parts> {
  const found = await Promise.all(
    Object.entries(PROGRAMS).map(async ([part, { names }]) => [part, await works(names, ASKED[part as keyof Parts])]),
  );
  const parts: Partial<Parts> = Object.fromEntries(found);
  const missing = Object.entries(PROGRAMS).filter(([part]) => !parts[part as keyof Parts]);
  if (missing.length > 0) {
    const programs = missing.map(([, { names }]) => names[0]).join(', ');
    const packages = [...new Set(missing.map(([, { debian }]) => debian))];
    throw new PartMissing(
      `This machine lacks ${programs}. On Debian: apt-get install --no-install-recommends ${packages.join(' ')}`,
    );
  }
  await checkJava(parts as Parts);
  return parts as Parts;
}

/** Has Debian's packages installed for what is missing, by root. Throws PartMissing where that is not to be had. */
export async function installParts(): Promise<Parts> {
  try {
    return await findParts();
  } catch (error) {
    if (!(error instanceof PartMissing)) throw error;
    const packages = [...new Set(Object.values(PROGRAMS).map(({ debian }) => debian))];
    const apt = (...args: string[]) =>
      spawnSync('apt-get', args, {
        stdio: 'inherit',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0;
    if (
      process.getuid?.() !== 0 ||
      !apt('update', '-qq') ||
      !apt('install', '-yqq', '--no-install-recommends', ...packages)
    )
      throw new PartMissing(`${error.message} (as root; apt-get has not done it here).`);
    return findParts();
  }
}

/**
 * The folder with Debezium's jars, the driver's among them, which Maven fetches on first use: 41 MB. Throws PartMissing with
 * what Maven says.
 */
export async function jars({ mvn }: Pick<Parts, 'mvn'>, onLog: (line: string) => void): Promise<string> {
  const pom = path.join(MOTOR, 'pom.xml');
  const digest = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const cache = path.resolve('node_modules/.cache/alpes');
  const kept = path.join(cache, `debezium-${digest}`);
  if (existsSync(kept)) return kept;
  onLog('Maven fetches Debezium and the driver, 41 MB …');
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(`${kept}.`);
  try {
    copyFileSync(pom, path.join(work, 'pom.xml'));
    const lib = path.join(work, 'lib');
    await run(mvn, ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`], { cwd: work });
    renameSync(lib, kept);
    return kept;
  } catch (error) {
    const { stdout, message } = error as Error & { stdout?: string };
    throw new PartMissing(`Maven could not fetch Debezium: ${(stdout || message).trim().split('\n')[0]}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function works(names: readonly string[], args: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    try {
      await run(name, [...args]);
      return name;
    } catch (error) {
      // It is there, and does not like to be asked.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return name;
    }
  }
  return undefined;
}

async function checkJava({ java }: Parts): Promise<void> {
  const { stderr } = await run(java, ['-version']);
  const [, version = '0'] = /version "(\d+)/.exec(stderr) ?? [];
  if (Number(version) < JAVA)
    throw new PartMissing(`Debezium needs Java ${JAVA} or later; java -version says ${version}.`);
}
