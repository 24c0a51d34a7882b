'use strict';
/**
 * What is asked by HTTPS of AWS, and here of the grid:
 * - APIs by the names that AWS gives them: events have one (`requestContext.domainName`), templates make them, and functions
 *   `https://{api}.execute-api.{region}.amazonaws.com/{stage}` of it.
 * - What is below `/_aws/`: whoever answers for a custom resource takes host and path of its `ResponseURL` and leaves out
 *   the port, since on AWS it is that of HTTPS (so do AWS's `cfn-response` and the functions of CDK).
 *
 * Such requests through `node:https`, as the SDK's are, and those of an API by `fetch` too, are made of the grid instead.
 * That module is changed only where a function loads it, since loading it takes its time.
 */
const { registerHooks, syncBuiltinESMExports } = require('node:module');
const { urlToHttpOptions } = require('node:url');

const NAME = /^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/;

/** @param endpoint the URL of the grid. */
exports.reachGridAt = (endpoint) => {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const url = URL.parse(typeof input === 'string' ? input : (input?.url ?? input?.href));
    const path = url ? apiPath(url.hostname, `${url.pathname}${url.search}`) : undefined;
    if (path === undefined) return fetch(input, init);
    const local = `${endpoint}${path}`;
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
    const asked = options.path ?? '/';
    const path = asked.startsWith('/_aws/') ? asked : apiPath(options.hostname ?? options.host ?? '', asked);
    if (path === undefined) return request(...args);
    const { Host, host, ...headers } = options.headers ?? {};
    const local = { ...options, headers, path, hostname, port, protocol: 'http:', agent: undefined };
    return http.request(local, ...args.filter((argument) => typeof argument === 'function'));
  };
  https.get = (...args) => https.request(...args).end();
  syncBuiltinESMExports();
}

/** The path by which the grid is asked for an API; `undefined` for what is none. */
function apiPath(hostname, path) {
  const api = NAME.exec(hostname)?.[1];
  return api === undefined ? undefined : `/_aws/execute-api/${api}${path}`;
}

/** What `request(url, options, …)` and `request(options, …)` ask for. */
function optionsOf([first, second]) {
  if (typeof first !== 'string' && !(first instanceof URL)) return first;
  return { ...urlToHttpOptions(new URL(first)), ...(typeof second === 'object' ? second : {}) };
}
