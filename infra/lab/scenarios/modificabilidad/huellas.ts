import { contextos } from '#functions/contextos.ts';
import { bundleContexts } from '#infra/cdk/code.ts';

// The digest of each function's code, as JSON: run in a copy of the project, whose sources it bundles.
const bundles = await bundleContexts(contextos);
console.log(JSON.stringify(Object.fromEntries(Object.values(bundles).map(({ name, hash }) => [name, hash]))));
