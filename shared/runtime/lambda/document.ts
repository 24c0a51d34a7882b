import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIGatewayProxyResult } from 'aws-lambda';

/** A function that gives a JSON document, which is made when the app is built and lies beside the bundle. */
export function documentFunction(file: string) {
  const body = readFileSync(path.join(import.meta.dirname, file), 'utf8');
  return async (): Promise<APIGatewayProxyResult> => ({
    statusCode: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'max-age=300' },
    body,
  });
}
