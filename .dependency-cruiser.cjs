/** Who may import whom; see docs/architecture.md. */
const test = '\\.(test|fuzz\\.test|grid\\.test|page\\.test|bench)\\.ts$|/testing/';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'Files that import each other cannot be understood, or bundled, alone.', {}, { circular: true }),
    rule(
      'model-is-pure',
      'The model knows the schema library and nothing else.',
      { path: '^shared/model/', pathNot: test },
      { pathNot: '^shared/model/|node_modules/zod/' },
    ),
    rule(
      'solver-stands-alone',
      'The route solver could be a package: it knows nothing of ours, and no library.',
      { path: '^shared/routing/', pathNot: test },
      { pathNot: '^shared/routing/' },
    ),
    rule(
      'seedwork-knows-no-context',
      'shared is the seedwork: it knows no event, no function, no grid.',
      { path: '^shared/runtime/', pathNot: test },
      { path: '^(events|functions|infra)/' },
    ),
    rule(
      'language-is-pure',
      'The published language imports the model and what contexts have in common.',
      { path: '^events/([^/]+)/', pathNot: test },
      { pathNot: '^events/(comun|$1)/|^shared/model/|node_modules/zod/' },
    ),
    rule(
      'business-is-pure',
      'Business rules import their own context, the language, the model and the route solver; AWS only in a *.handler.ts.',
      { path: '^functions/([^/]+)/', pathNot: `${test}|\\.handler\\.ts$|^functions/torre/` },
      { pathNot: '^functions/$1/|^events/|^shared/(model|routing)/|node_modules/(zod|colombian-holidays)/' },
    ),
    rule(
      'handlers-keep-to-their-context',
      'A handler may use the runtime and AWS, but no other context.',
      { path: '^functions/([^/]+)/.*\\.handler\\.ts$', pathNot: '^functions/torre/' },
      { path: '^(functions/(?!$1/)|infra/)' },
    ),
    rule(
      'the-tower-looks',
      "The tower puts other contexts' views together; it knows nothing else of them.",
      { path: '^functions/torre/', pathNot: `${test}|\\.handler\\.ts$` },
      { pathNot: '^functions/(torre|[^/]+/projections)/|^events/|^shared/model/|node_modules/zod/' },
    ),
    rule(
      'the-tower-looks-at-views',
      "A handler of the tower may use the runtime and AWS, and other contexts' views.",
      { path: '^functions/torre/.*\\.handler\\.ts$' },
      { path: '^infra/|^functions/(?!torre/|[^/]+/projections/)' },
    ),
    rule(
      'nobody-knows-the-tower',
      'What is looked at does not know who looks.',
      { path: '^functions/(?!torre/|contextos\\.ts$)', pathNot: test },
      { path: '^functions/torre/' },
    ),
    rule(
      'manifests-are-for-infra',
      'No function imports a manifest: adding a command would change every bundle of the context.',
      { path: '^(functions|shared|events)/', pathNot: `${test}|^functions/contextos\\.ts$` },
      { path: '^functions/([^/]+/contexto|contextos)\\.ts$' },
    ),
    rule(
      'grid-is-a-package',
      'It knows nothing of ours: a path that leaves its folder would not be in what npm packs.',
      { path: '^infra/grid/' },
      { path: '^(shared|events|functions)/|^infra/(?!grid/)' },
    ),
    rule(
      'grid-declares-what-it-imports',
      'Node finds here what other packages of this repository depend on; where the grid is installed, it does not.',
      { path: '^infra/grid/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'grid-runs-without-what-tests-it',
      'What only tests import is not installed with the grid.',
      { path: '^infra/grid/', pathNot: `${test}|^infra/grid/conformance/` },
      { dependencyTypes: ['npm-dev'] },
    ),
    rule(
      'cdk-deploys-only',
      'What is deployed does not depend on where it runs or who talks to it.',
      { path: '^infra/cdk/' },
      { path: '^infra/(grid|clients|lab)/' },
    ),
    rule(
      'clients-use-the-api',
      'Clients other than the CLI know the public API alone.',
      { path: '^infra/clients/(api|torre|grpc)/', pathNot: test },
      { path: '^(shared|events|functions|infra/(grid|cdk|lab))/' },
    ),
    rule(
      'lab-checks-by-other-means',
      'Invariants are checked without the code under test.',
      { path: '^infra/lab/(invariants|driver)/' },
      { path: '^(shared/runtime|functions)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The application's parser would have to know JSX; that it imports nothing of ours, its build's test sees.
    exclude: { path: '^(node_modules/\\.cache|cdk\\.out|coverage|infra/clients/torre/app)' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.cjs'],
      conditionNames: ['import', 'node', 'default'],
    },
    parser: 'swc',
  },
};
