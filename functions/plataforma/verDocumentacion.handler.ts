import { createHash } from 'node:crypto';
import type { APIGatewayProxyResult } from 'aws-lambda';
import controles from './documentacion/controles.css' with { type: 'text' };
import esquema from './documentacion/esquema.client.js' with { type: 'text' };
import operacion from './documentacion/operacion.css' with { type: 'text' };
import pagina from './documentacion/pagina.client.js' with { type: 'text' };
import marco from './documentacion/pagina.css' with { type: 'text' };
import html from './documentacion/pagina.html' with { type: 'text' };
import probar from './documentacion/probar.client.js' with { type: 'text' };
import { pageOf, policyOf } from './documentacion.ts';

const page = pageOf({ html, styles: [marco, controles, operacion], scripts: [esquema, probar, pagina] });
const policy = policyOf(page, (text) => createHash('sha256').update(text).digest('base64'));

/** A page to read and try the API. */
export async function handler(): Promise<APIGatewayProxyResult> {
  return {
    statusCode: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'max-age=300',
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
    body: page,
  };
}
