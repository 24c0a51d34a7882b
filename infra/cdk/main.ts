import { App } from 'aws-cdk-lib';
import { buildApp } from './app.ts';

const app = new App();
await buildApp(app);
app.synth();
