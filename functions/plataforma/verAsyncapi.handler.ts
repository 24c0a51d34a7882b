import { documentFunction } from '#shared/runtime/lambda/document.ts';

/** The AsyncAPI 3.0 document of what is told by the live channel and by the bus. */
export const handler = documentFunction('asyncapi.json');
