'use strict';
/** Lambda's runtime brings the AWS SDK along, for code that is deployed without it; this one brings the grid's own. */
const { registerHooks } = require('node:module');
const { pathToFileURL } = require('node:url');

const here = pathToFileURL(__filename).href;

registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!specifier.startsWith('@aws-sdk/') && !specifier.startsWith('@smithy/')) throw error;
      // Node does not look at another parent for what is required, only for what is imported.
      if (context.conditions.includes('require'))
        return { url: pathToFileURL(require.resolve(specifier)).href, shortCircuit: true };
      return next(specifier, { ...context, parentURL: here });
    }
  },
});
