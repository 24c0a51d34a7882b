// Plain JavaScript, for whatever Node starts it.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

/** The first version of Node that programs here run on. */
export const NEEDED = 24;

/** Whether the Node of this process is recent enough. */
export const isRecent = Number(process.versions.node.split('.')[0]) >= NEEDED;

/**
 * Runs a program with the arguments of this process by the Node that npm installs as a package, and ends as it does.
 * @param {string} program its file, from where the package is looked for
 * @param {(name: string) => string} missing what to say when the package of that name is not installed
 */
export function runByPackage(program, missing) {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  let node;
  try {
    node = createRequire(program).resolve(`${name}/bin/${windows ? 'node.exe' : 'node'}`);
  } catch {
    console.error(missing(name));
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, [...process.execArgv, program, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both: this one waits for what the child makes of it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
