import { synthesize } from './synth.ts';

await synthesize();
