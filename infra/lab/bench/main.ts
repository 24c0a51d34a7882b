import { cdc } from './cdc.ts';
import { coldstart } from './coldstart.ts';
import { flujo } from './flujo.ts';
import { grpc } from './grpc.ts';
import { precio } from './precio.ts';
import { red } from './red.ts';
import { rutas } from './rutas.ts';
import { synth } from './synth.ts';
import { vida } from './vida.ts';
import { vivo } from './vivo.ts';

/** A measurement: its name on the command line, what it measures, and how it runs with the rest of the arguments. */
const benches: Readonly<Record<string, { readonly about: string; readonly run: (args: string[]) => Promise<void> }>> = {
  cdc: { about: 'a snapshot of 10,000 users that change, killed twice', run: cdc },
  coldstart: { about: 'how long each function takes to initialize', run: coldstart },
  flujo: { about: 'writes of a table with a long stream', run: flujo },
  grpc: { about: 'a call by gRPC beside the same one over HTTP', run: grpc },
  precio: { about: 'what a million orders cost at list prices', run: precio },
  red: { about: 'the embedded grid as a grid, beside MiniStack', run: red },
  rutas: { about: 'the route solver on the 56 Solomon problems', run: rutas },
  synth: { about: 'a synth of the whole app, and bundling it anew', run: synth },
  vivo: { about: 'the live channel: 1,000 clients, 4 and 20 orders a second', run: vivo },
  vida: { about: 'what the life of an order costs: calls, CPU', run: vida },
};

const [name = '', ...args] = process.argv.slice(2);
const bench = benches[name];
if (bench) {
  await bench.run(args);
} else {
  const known = Object.entries(benches).map(([id, { about }]) => `  npm run bench -- ${id.padEnd(12)} ${about}`);
  process.stderr.write(
    `${[name && `There is no bench "${name}".`, 'Benches:', ...known].filter(Boolean).join('\n')}\n`,
  );
  process.exitCode = 2;
}
