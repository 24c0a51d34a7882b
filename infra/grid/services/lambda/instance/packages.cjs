'use strict';
/**
 * Which packages a function finds: those in its own folder, as it was packed, those of its layers, and those of the AWS SDK
 * that Lambda's runtime brings along (https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html). Nothing else of the folders around it: on AWS
 * they are not there. `docs/decisions/0023-what-a-function-finds.md` says where the SDK's packages come from.
 */
const { existsSync, realpathSync } = require('node:fs');
const { createRequire, isBuiltin, registerHooks } = require('node:module');
const path = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');

const OF_RUNTIME = /^@(?:aws-sdk|smithy)\//;

/** Where layers are on AWS. */
const OPT = '/opt/';

/**
 * - `codeFolder`: the function's own.
 * - `layersFolder`: what stands for `/opt`, if it has layers.
 * - `nodePath`: the folders of packages that `NODE_PATH` names, for `require` and `import` alike, as in Lambda from Node.js 18 on
 *   (https://aws.amazon.com/blogs/compute/node-js-18-x-runtime-now-available-in-aws-lambda/).
 * - `sources`: folders from which packages of the runtime are looked for, as Node does; the first that has one gives it.
 */
exports.offerPackages = ({ codeFolder, layersFolder, nodePath, sources }) => {
  const folders = [codeFolder, ...(layersFolder ? [layersFolder] : [])];
  const homes = [...new Set(folders.flatMap((folder) => [folder, realpathSync(folder)]))];
  const homeOf = (file) => homes.find((home) => file.startsWith(home + path.sep));
  const inLayers = (file) =>
    layersFolder && file.startsWith(OPT) ? path.join(layersFolder, file.slice(OPT.length)) : file;
  const shared = nodePath.map(inLayers);

  function resolve(asked, context, next) {
    const specifier = asked.startsWith(`file://${OPT}`)
      ? pathToFileURL(inLayers(fileURLToPath(asked))).href
      : inLayers(asked);
    const parent = context.parentURL?.startsWith('file:') ? fileURLToPath(context.parentURL) : undefined;
    const home = parent && homeOf(parent);
    // What the runtime brings, and what a link in the function's folder leads to, finds its own as Node does.
    if (!home || !isPackage(specifier)) return next(specifier, context);
    const name = nameOf(specifier);
    if (isIn(home, name, parent)) return next(specifier, context);
    const layer = shared.find((modules) => existsSync(path.join(modules, name)));
    if (layer) return resolveFrom(path.dirname(layer), specifier, { context, next });
    if (OF_RUNTIME.test(name)) {
      for (const source of sources) {
        const found = attempt(() => resolveFrom(source, specifier, { context, next }));
        if (found) return found;
      }
    }
    // A package may name itself.
    const found = attempt(() => next(specifier, context));
    if (found?.url.startsWith('file:') && homeOf(fileURLToPath(found.url))) return found;
    throw notFound(specifier, parent, context);
  }
  registerHooks({ resolve });
};

/** What is neither a path, a URL, a name of `imports` nor of Node's own. */
function isPackage(specifier) {
  return /^[^./#][^:]*$/.test(specifier) && !isBuiltin(specifier);
}

/** `@aws-sdk/lib-dynamodb` of `@aws-sdk/lib-dynamodb/commands`. */
function nameOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Whether a folder between `home` and the file that asks has the package. */
function isIn(home, name, parent) {
  for (let folder = path.dirname(parent); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'node_modules', name))) return true;
    if (folder === home) return false;
  }
}

/** Node looks at another parent for what is imported, but not for what is required. */
function resolveFrom(source, specifier, { context, next }) {
  const asker = path.join(source, 'index.js');
  if (!context.conditions.includes('require')) {
    return next(specifier, { ...context, parentURL: pathToFileURL(asker).href });
  }
  return { url: pathToFileURL(createRequire(asker).resolve(specifier)).href, shortCircuit: true };
}

function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The error that Node gives. */
function notFound(specifier, parent, { conditions }) {
  if (!conditions.includes('require')) {
    const message = `Cannot find package '${nameOf(specifier)}' imported from ${parent}`;
    return Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });
  }
  const message = `Cannot find module '${specifier}'\nRequire stack:\n- ${parent}`;
  return Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND', requireStack: [parent] });
}
