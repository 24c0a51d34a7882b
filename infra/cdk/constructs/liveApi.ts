import { Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { API_STAGE } from '../names.ts';
import { namesIn } from './stageStack.ts';

/** The WebSocket API's address, for clients (`wss`), or for functions that speak to them (`https`). */
export function stageUrl(scope: Construct, protocol: 'wss' | 'https'): string {
  const { region, urlSuffix } = Stack.of(scope);
  return `${protocol}://${Fn.importValue(namesIn(scope).live)}.execute-api.${region}.${urlSuffix}/${API_STAGE}`;
}
