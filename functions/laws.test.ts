import { describe, expect, test } from 'vitest';
import { PUBLIC } from '#infra/cdk/derive/scope.ts';
import { isOpenToCustomers, isOpenToDrivers } from '#shared/model/access.ts';
import type { AnyAggregate } from '#shared/model/aggregate.ts';
import { type AnyCommand, aggregatesOf } from '#shared/model/command.ts';
import type { Context } from '#shared/model/context.ts';
import { scopeOf } from '#shared/model/live.ts';
import { meaningOf, PROBLEMS } from '#shared/model/problem.ts';
import type { AnyQuery, ListQuery } from '#shared/model/query.ts';
import { isRejection } from '#shared/model/rejection.ts';
import { contextOf } from '#shared/testing/given.ts';
import { wrongSelections } from '#shared/testing/selections.ts';
import { languageOf, load, sourcesIn } from '#shared/testing/sources.ts';
import { contextos } from './contextos.ts';

const language = await languageOf(contextos);
const names = contextos.map(({ name }) => name);
const commands = contextos.flatMap((context) =>
  Object.entries(context.commands).map(([name, command]) => ({ name, command, context })),
);
const code = sourcesIn('functions').filter(
  ({ name, path }) => name !== 'ejemplos' && name !== 'contexto' && !/[\\/]testing[\\/]/.test(path),
);
const tests = sourcesIn('functions', 'tests')
  .map(({ text }) => text)
  .join('\n');
const KINDS = ['commands', 'queries', 'projections', 'sagas', 'notifications', 'live'] as const;

describe('1: a file in a folder of functions is in its manifest, under its own name', () => {
  const files = contextos.flatMap((context) =>
    KINDS.flatMap((kind) =>
      sourcesIn(`functions/${context.name}/${kind}`).map((source) => ({ kind, context, source })),
    ),
  );
  test.each(files.map((file) => [file.source.path, file] as const))('%s', async (path, { kind, context, source }) => {
    const listed = (context[kind] as Readonly<Record<string, unknown>>)[source.name];
    expect(listed, `list ${source.name} under ${kind} in functions/${context.name}/contexto.ts`).toBeDefined();
    expect((await load(source))[source.name], `${path} must export ${source.name}`).toBe(listed);
  });
  test.each(contextos.map((context) => [context.name, context] as const))(
    '%s lists nothing that has no file',
    (_, context) => {
      for (const kind of KINDS) {
        const there = sourcesIn(`functions/${context.name}/${kind}`).map(({ name }) => name);
        const without = Object.keys(context[kind as keyof Context]).filter((name) => !there.includes(name));
        expect(without, `write functions/${context.name}/${kind}/<name>.ts for each, which exports it`).toStrictEqual(
          [],
        );
      }
    },
  );
  test.each(contextos.map((context) => [context.name, context] as const))('%s lists its handlers', (_, context) => {
    const handlers = sourcesIn(`functions/${context.name}`).flatMap(
      ({ name }) => /^(.+)\.handler$/.exec(name)?.[1] ?? [],
    );
    expect(handlers.sort(), 'list each *.handler.ts under "technical", and nothing else').toStrictEqual(
      Object.keys(context.technical).sort(),
    );
  });
  test('every manifest is in functions/contextos.ts', () => {
    const manifests = sourcesIn('functions')
      .filter(({ name }) => name === 'contexto')
      .map(({ path }) => path.split(/[\\/]/)[1]);
    expect([...names].sort(), 'list each contexto.ts in functions/contextos.ts').toStrictEqual(manifests.sort());
  });
});

describe('2: what is said is heard, and what is heard is said', () => {
  const present = <T extends { readonly context: string; readonly type: string }>(types: readonly T[]) =>
    types.filter(({ context }) => names.includes(context)).map((type) => [type.type, type] as const);

  test.each(present(language.events))('the fact %s has a producer', (type) => {
    const makes = new RegExp(`\\b${type}\\(`);
    expect(
      code.some(({ text }) => makes.test(text)),
      `no decision makes ${type}: write the command, or take the event away`,
    ).toBe(true);
  });
  test.each(present(language.events))('the fact %s is folded by an aggregate of its context', (type, { context }) => {
    const own = contextos.filter(({ name }) => name === context);
    // What only goes live is in no stream.
    if (own.some(({ live }) => Object.values(live).some((one) => one.kind === 'events' && one.of.type === type)))
      return;
    const folded = own.some(({ aggregates }) => Object.values(aggregates).some(({ folds }) => type in folds));
    expect(folded, `add .on(${type}, …) to the aggregate whose stream holds it`).toBe(true);
  });
  test.each(present(language.requests))('the request %s has the command of its name', (type, request) => {
    const receiver = contextos.find(({ name }) => name === request.context)?.commands[type];
    expect(receiver?.request, `functions/${request.context}/commands/${type}.ts must say "request: ${type}"`).toBe(
      request,
    );
  });
  test('every .on names a published fact', () => {
    const published = new Set<unknown>(language.events);
    for (const { aggregates, projections, sagas, notifications, live } of contextos) {
      const heard = [
        ...Object.values(aggregates).map(({ folds }) => folds),
        ...[...Object.values(projections), ...Object.values(notifications)].map(({ handlers }) => handlers),
      ].flatMap((handlers) => Object.values(handlers).map(({ event }) => event));
      const facts = Object.values(sagas).flatMap((saga) => Object.values(saga.facts));
      const told = Object.values(live).flatMap((one) => (one.kind === 'events' ? [one.of] : []));
      for (const event of [...heard, ...facts, ...told])
        expect(published, `${event.type} is not under events/`).toContain(event);
    }
  });
  test('every request that a saga sends is published', () => {
    const published = new Set<unknown>(language.requests);
    for (const saga of contextos.flatMap(({ sagas }) => Object.values(sagas))) {
      for (const sent of saga.requests) expect(published, `${sent.type} is not under events/`).toContain(sent);
    }
  });
});

const sagas = contextos.flatMap((context) => Object.entries(context.sagas));

describe.each(sagas)('2: the saga %s', (_, { states, facts, follows, initial }) => {
  test.each(Object.entries(states))('says in %s something of each of its facts', (paso, state) => {
    const said = new Set(state.facts.map(({ type }) => type));
    const unsaid = Object.keys(facts).filter((type) => !said.has(type));
    expect(unsaid, `say of each in ${paso}: .on(…), .ignores(…) or .awaits(…)`).toStrictEqual([]);
  });
  test('has only targets that are states, and comes to each of its states', () => {
    const reached = new Set<string>([initial.paso]);
    for (const paso of reached) {
      const { reactions, within } = states[paso] ?? { reactions: {} };
      for (const { targets } of [...Object.values(reactions), ...(within ? [within] : [])])
        for (const target of targets) reached.add(target);
    }
    expect([...reached].sort(), 'take out the states that nothing leads to').toStrictEqual(Object.keys(states).sort());
  });
  test.each(Object.keys(facts))('follows the stream of %s', (type) => {
    const streams = contextos.flatMap(({ aggregates }) =>
      Object.values(aggregates).flatMap(({ name, folds }) => (type in folds ? [name] : [])),
    );
    expect(
      streams.some((name) => follows.includes(name)),
      `add one of ${streams.join(', ')} to "follows"`,
    ).toBe(true);
  });
});

describe('4: every refusal has a meaning and a test', () => {
  const refusals = commands.flatMap(({ name, command, context }) =>
    command.rejects.map((refusal: string) => [name, refusal, context] as const),
  );
  test.each(refusals)('%s: %s', (name, refusal, context) => {
    expect(() => meaningOf(refusal, context.rejections)).not.toThrow();
    const cases = [
      ...tests.matchAll(new RegExp(`\\.when\\(\\s*${name}\\b[^]*?\\.(?:yields|rejects)\\((?:'(\\w+)')?`, 'g')),
    ];
    const reached = cases.some(([, rejected]) => rejected === refusal);
    const helper = context.commands[name]?.kind === 'unitOfWork' ? 'givenStreams({ … })' : 'given(…)';
    expect(reached, `write ${helper}.when(${name}, …).rejects('${refusal}')`).toBe(true);
  });
  test.each(contextos.map((context) => [context.name, context] as const))('%s: every meaning is used', (_, context) => {
    const used = new Set(Object.values(context.commands).flatMap(({ rejects }) => rejects));
    const unused = Object.keys(context.rejections).filter((code) => !used.has(code));
    expect(
      unused,
      'take each out of rechazos.ts, or name it in the "rejects" of a command of the context',
    ).toStrictEqual([]);
  });
  test('no code has two meanings', () => {
    const codes = [PROBLEMS, ...contextos.map(({ rejections }) => rejections)].flatMap(Object.keys);
    const twice = codes.filter((code, at) => codes.indexOf(code) !== at);
    expect(twice, 'call the later one otherwise: a caller knows a refusal by its code alone').toStrictEqual([]);
  });
  test.each(Object.keys(PROBLEMS))('the technical code %s is answered by something', (technical) => {
    const sources = ['shared/runtime', 'functions', 'infra/cdk/stacks'].flatMap((folder) => sourcesIn(folder));
    expect(sources.some(({ text }) => text.includes(`'${technical}'`))).toBe(true);
  });
});

describe('7: routes are unique, guarded by a right of their context, and their parameters are accepted', () => {
  const routes = contextos.flatMap(({ name: context, commands: own, queries, technical }) => [
    ...routesOf(own, `${context}:escribir`),
    ...routesOf(queries, `${context}:leer`),
    ...Object.entries(technical).flatMap(([name, { trigger }]) =>
      trigger.on === 'http' && (trigger.body || trigger.question)
        ? [
            {
              ...trigger,
              ...(trigger.body ?? trigger.question),
              name,
              http: trigger.route,
              right: trigger.scope === PUBLIC ? PUBLIC : `${context}:${trigger.body ? 'escribir' : 'leer'}`,
            },
          ]
        : [],
    ),
  ]);
  test('no two functions have the same route', () => {
    const shapes = routes.map(({ http }) => http.replace(/\{\w+\}/g, '{}'));
    const taken = shapes.filter((shape, at) => shapes.indexOf(shape) !== at);
    expect(taken, 'give one of the two another path').toStrictEqual([]);
  });
  test.each(routes.map((route) => [route.http, route] as const))(
    '%s',
    (http, { name, scope, right, accepts, docs }) => {
      expect(docs?.summary, `${name} must say "docs: { summary, description }"`).toMatch(/^\p{Lu}.*[^.]$/u);
      expect(docs?.description, `${name}: its description is whole sentences`).toMatch(/^\p{Lu}.*\.$/u);
      expect(scope, `${name} must say "scope: '${right}'": tokens hold rights by context`).toBe(right);
      for (const [, parameter] of http.matchAll(/\{(\w+)\}/g)) {
        expect(Object.keys(accepts.shape), `${name} must accept ${parameter}`).toContain(parameter);
      }
    },
  );
});

describe('8: a customer gets at what is its own, and at nothing else', () => {
  const open = commands.filter(({ command }) => isOpenToCustomers(command));
  test.each(open.map(({ name, command }) => [name, command as AnyCommand] as const))(
    '%s says whose it is before anything is written',
    (name, command) => {
      if (command.kind === 'unitOfWork')
        return expect(command.owner?.(command.accepts.parse(command.example))).toBeTypeOf('string');
      const { initial } = command.of;
      const input = command.accepts.parse(command.example);
      const decision = command.decide(input, initial, contextOf());
      const known = command.owner?.(input, initial) !== undefined || isRejection(decision);
      expect(known, `${name}: take the owner from the input, or refuse what does not exist`).toBe(true);
    },
  );
  const lists = contextos.flatMap(({ queries }) =>
    Object.entries(queries).filter(([, query]) => query.kind === 'list' && query.owner !== undefined),
  );
  test.each(lists)('%s selects what is the customer’s', (name, query) => {
    const { accepts, where, example } = query as ListQuery;
    const asked = accepts.safeParse({ ...example, clienteId: 'tienda-7' });
    expect(asked.error?.issues, `${name} must accept clienteId, which is filled in for a customer`).toBeUndefined();
    expect([where(asked.data)].flat()[0]?.value, `${name} must select by clienteId`).toBe('tienda-7');
  });
  test('whoever writes for customers can be read by them, and the other way round', () => {
    for (const { name, commands: own, queries } of contextos) {
      const offered = Object.values<{ http?: string }>(own).filter(({ http }) => http);
      const writes = offered.some(isOpenToCustomers);
      const reads = Object.values(queries).some(isOpenToCustomers);
      if (writes) expect(reads, `${name} has commands for customers, and no query for them`).toBe(true);
    }
  });
});

describe('8: a driver gets at the own route, and at nothing else', () => {
  const open = commands.filter(({ command }) => isOpenToDrivers(command));
  test.each(open.map(({ name, command }) => [name, command] as const))(
    '%s refuses what is of another driver',
    (name, command: AnyCommand) => {
      expect(command.rejects, `${name} must refuse the route of another driver`).toContain('CONDUCTOR_AJENO');
    },
  );
});

describe('8: what goes live is told as its query answers it, to whoever may ask that', () => {
  const live = contextos.flatMap((context) =>
    Object.entries(context.live).map(([name, one]) => [name, one, context] as const),
  );
  test('no two have one name for their rows', () => {
    const views = live.map(([, { vista }]) => vista);
    expect(new Set(views).size, `two of ${views}`).toBe(views.length);
  });
  test.each(live)('%s is of its own context, and needs a right to read it', (name, one, context) => {
    const right = `${context.name}:leer`;
    expect(scopeOf(one), `${name} must ask for "${right}"`).toBe(right);
    if (one.kind === 'events') return expect(one.of.context).toBe(context.name);
    expect(Object.values(context.projections), `${name} must be of a view of its context`).toContain(one.of);
    expect(Object.values(context.queries), `${name} must be answered by a query of its context`).toContain(one.query);
  });
  test.each(live)('%s is for customers by its owner, or not at all', (_, one) => {
    const customers = ['cliente', 'seguimiento'].filter((kind) => kind in one.topics);
    const owned = one.kind === 'rows' && isOpenToCustomers(one.query);
    expect(customers, 'say of the query whose a row is, or leave these topics out').toStrictEqual(
      owned ? customers : [],
    );
  });
  test.each(live)('%s is called as its list is', (name, one, { queries }) => {
    if (one.kind === 'events') return;
    const lists = Object.values(queries).filter(({ kind, of }) => kind === 'list' && of === one.of);
    expect(
      lists.map(({ http }) => http),
      `${name}: "vista" names the list of such rows`,
    ).toContain(`GET /${one.vista}`);
  });
});

describe('9: a stream is written by one context', () => {
  const aggregatesOfAll = contextos.flatMap(({ aggregates }) => Object.values<AnyAggregate>(aggregates));
  const listed = [...aggregatesOfAll.map(({ name }) => name), ...contextos.flatMap(({ sagas }) => Object.keys(sagas))];

  test('no two aggregates have one name', () => {
    const twice = listed.filter((name, at) => listed.indexOf(name) !== at);
    expect(
      twice,
      'list an aggregate where its streams are written: another context may only consult them',
    ).toStrictEqual([]);
  });
  test.each(commands.map(({ name, command, context }) => [name, command, context] as const))(
    '%s writes what its context lists, and consults nothing twice',
    (_, command: AnyCommand, context) => {
      const written = command.kind === 'command' ? [command.of] : Object.values<AnyAggregate>(command.over);
      expect(Object.values(context.aggregates), `list it under "aggregates" of ${context.name}`).toEqual(
        expect.arrayContaining(written),
      );
      if (command.kind === 'command') return;
      const all = Object.values(aggregatesOf(command)).map(({ name }) => name);
      expect(new Set(all).size, `two folds of one stream: ${all}`).toBe(all.length);
    },
  );
  test.each(commands.map(({ name, command }) => [name, command] as const))(
    '%s reads no snapshots that another fold has made',
    (_, command: AnyCommand) => {
      const consulted = command.kind === 'command' ? [] : Object.values<AnyAggregate>(command.consults ?? {});
      const foreign = consulted.filter((aggregate) => !aggregatesOfAll.includes(aggregate));
      for (const { name, snapshots, tellsAll } of foreign) {
        expect({ name, snapshots, tellsAll }).toStrictEqual({ name, snapshots: undefined, tellsAll: undefined });
        expect(listed, `${name}: nobody writes such streams`).toContain(name);
      }
    },
  );
});

test.each(commands.map(({ name, command }) => [name, command] as const))(
  '%s can be reached, and accepts its example',
  (_, command: AnyCommand) => {
    expect(command.http ?? command.request, 'a command needs "http" or "request"').toBeDefined();
    expect(command.accepts.safeParse(command.example).error?.issues).toBeUndefined();
  },
);

test.each(contextos.flatMap(({ queries }) => Object.entries(queries)))(
  '%s asks its view for what that has',
  (_, query) => {
    expect(wrongSelections(query)).toStrictEqual([]);
  },
);

test('what is personal in a view is found by an index that it has', () => {
  for (const view of contextos.flatMap(({ projections }) => Object.values(projections))) {
    if (view.kind !== 'projection' || view.options.personal === undefined) continue;
    const { personal, indexes = {} } = view.options;
    expect(Object.keys(indexes), `"personal: '${personal}'" of ${view.name} names no index`).toContain(personal);
  }
});

function routesOf(declarations: Readonly<Record<string, AnyCommand | AnyQuery>>, right: string) {
  return Object.entries(declarations).flatMap(([name, { http, scope, accepts, docs }]) =>
    http ? [{ name, http, scope, right, accepts, docs }] : [],
  );
}
