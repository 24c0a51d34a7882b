'use strict';
/**
 * APIs by the names that AWS gives them: events have one (`requestContext.domainName`), templates make them, and functions
 * `https://{api}.execute-api.{region}.amazonaws.com/{stage}` of it. Requests to such a host by `fetch`, or through
 * `node:https`, as the SDK's do, are made of the grid instead. That module is changed only where a function loads it, since
 * loading it takes its time.
 */
const { registerHooks, syncBuiltinESMExports } = require('node:module');
const { urlToHttpOptions } = require('node:url');

const NAME = /^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/;

/** @param endpoint the URL of the grid. */
exports.reachApisAt = (endpoint) => {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const url = URL.parse(typeof input === 'string' ? input : (input?.url ?? input?.href));
    const api = NAME.exec(url?.hostname ?? '')?.[1];
    if (api === undefined) return fetch(input, init);
    const local = `${endpoint}/_aws/execute-api/${api}${url.pathname}${url.search}`;
    return fetch(input instanceof Request ? new Request(local, input) : local, init);
  };
  let changed = false;
  registerHooks({
    resolve(specifier, context, next) {
      if (!changed && (specifier === 'node:https' || specifier === 'https')) {
        changed = true;
        change(new URL(endpoint));
      }
      return next(specifier, context);
    },
  });
};

function change({ hostname, port }) {
  const http = require('node:http');
  const https = require('node:https');
  const { request } = https;
  https.request = (...args) => {
    const options = optionsOf(args);
    const api = NAME.exec(options.hostname ?? options.host ?? '')?.[1];
    if (api === undefined) return request(...args);
    const { Host, host, ...headers } = options.headers ?? {};
    const path = `/_aws/execute-api/${api}${options.path ?? '/'}`;
    const local = { ...options, headers, path, hostname, port, protocol: 'http:', agent: undefined };
    return http.request(local, ...args.filter((argument) => typeof argument === 'function'));
  };
  https.get = (...args) => https.request(...args).end();
  syncBuiltinESMExports();
}

/** What `request(url, options, …)` and `request(options, …)` ask for. */
function optionsOf([first, second]) {
  if (typeof first !== 'string' && !(first instanceof URL)) return first;
  return { ...urlToHttpOptions(new URL(first)), ...(typeof second === 'object' ? second : {}) };
}
