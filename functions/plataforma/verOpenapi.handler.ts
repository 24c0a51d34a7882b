import { documentFunction } from '#shared/runtime/lambda/document.ts';

/** The OpenAPI 3.1 document of this API. */
export const handler = documentFunction('openapi.json');
