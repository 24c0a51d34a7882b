import { enableCompileCache } from 'node:module';

// CDK and our own sources take a second to compile, and seldom change.
enableCompileCache('node_modules/.cache/alpes/compiled');
const { synthesize } = await import('./synth.ts');
await synthesize();
