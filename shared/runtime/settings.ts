import type { AnyCommand, Settings } from '#shared/model/command.ts';
import { variable } from './environment.ts';

const READ: Readonly<{ [K in keyof Settings]: () => Settings[K] }> = {
  loopback: () => variable('WEBHOOK_LOOPBACK') === 'si',
};

/** What a command asks of the installation, as its function is told by variables. */
export function settingsOf({ asks = [] }: AnyCommand): Partial<Settings> {
  return Object.fromEntries(asks.map((name) => [name, READ[name]()]));
}
