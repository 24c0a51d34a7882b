import { execFile } from 'node:child_process';
import path from 'node:path';
import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { LOCAL } from '#infra/cdk/names.ts';
import type { Probe } from './probe.ts';

/** What `alpes colas reenviar` says of a function's dead letters, behind its exit code. */
export function reenviar({ system }: Probe, name: string): Promise<string> {
  const program = path.resolve('infra/clients/alpes/bin.mjs');
  const args = [program, 'colas', 'reenviar', name, '--endpoint', system.endpoint];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (error, out, err) => resolve(`${error?.code ?? 0} ${out}${err}`.trim()));
  });
}

/** What it says when all letters were done. */
export const allDone = (name: string) => new RegExp(`^0 (\\d+) mensajes? reenviados? a ${name}; \\1 hechos?$`);

/** Lets a function get what its stream holds, or lets that wait. */
export async function enableStream({ lambda }: Probe, name: string, Enabled: boolean): Promise<void> {
  const FunctionName = LOCAL.of(name);
  const { EventSourceMappings: [mapping] = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping?.UUID, Enabled }));
}
