import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIGatewayProxyResult } from 'aws-lambda';

/** The document is made when the app is built, and lies beside the bundle. */
const document = readFileSync(path.join(import.meta.dirname, 'openapi.json'), 'utf8');

/** The OpenAPI 3.1 document of this API. */
export async function handler(): Promise<APIGatewayProxyResult> {
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'max-age=300' },
    body: document,
  };
}
