import { Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { LIVE, STAGE } from '../names.ts';

/** The WebSocket API's address, for clients (`wss`), or for functions that speak to them (`https`). */
export function stageUrl(scope: Construct, protocol: 'wss' | 'https'): string {
  const { region, urlSuffix } = Stack.of(scope);
  return `${protocol}://${Fn.importValue(LIVE)}.execute-api.${region}.${urlSuffix}/${STAGE}`;
}
