import type { Delivery } from '../../../delivery/retries.ts';
import { AwsError, type GridContext } from '../../../service.ts';
import type { Archives } from '../archive/archives.ts';
import type { BusEvent, Rule, Target } from '../model.ts';
import { ruleArn } from '../names.ts';
import { compile } from '../pattern/match.ts';
import { type RuleIndex, ruleIndex } from '../pattern/ruleIndex.ts';
import type { Registry } from '../registry.ts';
import { type Input, inputOf } from '../target/input.ts';
import { buryShipment, type Shipment } from './shipment.ts';

/** A rule ready to be applied. */
interface Route {
  readonly arn: string;
  readonly targets: readonly { readonly target: Target; readonly input: Input }[];
}

interface Routes {
  readonly rules: RuleIndex<Route>;
  readonly archives: RuleIndex<string>;
}

/** How many buses an event may pass through, so that two buses that feed each other do not go on for ever. */
const MOST_BUSES = 5;

/** The parts that a router hands events to. */
interface Outlets {
  readonly delivery: Delivery<Shipment>;
  readonly archives: Archives;
}

/** Brings the events of a bus into its archives and to the targets of its rules. */
export class Router {
  readonly #grid: GridContext;
  readonly #registry: Registry;
  readonly #outlets: Outlets;
  readonly #routes = new Map<string, Routes>();
  #depth = 0;

  constructor(grid: GridContext, registry: Registry, outlets: Outlets) {
    this.#grid = grid;
    this.#registry = registry;
    this.#outlets = outlets;
    registry.onChange(() => this.#routes.clear());
  }

  /** Runs inside a unit of work: archive entries and deliveries are committed with whatever the caller writes. */
  route(bus: string, event: BusEvent): void {
    if (this.#depth >= MOST_BUSES) throw new AwsError('HopDetected', `The event passed through ${MOST_BUSES} buses.`);
    const routes = this.#routesOf(bus);
    if (!event.replay) for (const archive of routes.archives(event.parsed)) this.#outlets.archives.add(archive, event);
    this.#depth++;
    try {
      for (const route of routes.rules(event.parsed)) {
        const wanted = event.replay?.filterArns ?? [];
        if (wanted.length === 0 || wanted.includes(route.arn)) this.#apply(route, event);
      }
    } finally {
      this.#depth--;
    }
  }

  /** Sends `event` to the targets of `rule`, whatever its pattern: a schedule does. */
  trigger(rule: Rule, event: BusEvent): void {
    this.#apply(routeOf(rule), event);
  }

  #apply({ arn, targets }: Route, event: BusEvent): void {
    for (const { target, input } of targets) {
      const { text, trace } = event;
      const since = this.#grid.clock.now();
      const shipment = { ruleArn: arn, target, event: text, since, ...(trace !== undefined && { trace }) };
      const body = input(event);
      if (body !== undefined) this.#outlets.delivery.ship({ ...shipment, body, attempts: 0 });
      else buryShipment(this.#grid, { ...shipment, body: '', attempts: 1 }, NO_JSON);
    }
  }

  #routesOf(bus: string): Routes {
    const known = this.#routes.get(bus);
    if (known) return known;
    const rules = this.#registry.rulesOf(bus).flatMap((rule) => {
      if (!rule.enabled || rule.pattern === undefined) return [];
      return { rule: routeOf(rule), pattern: compile(JSON.parse(rule.pattern)) };
    });
    const archives = this.#registry.list('archive').flatMap(({ name, bus: of, pattern }) => {
      if (of !== bus) return [];
      return { rule: name, pattern: compile(pattern === undefined ? ANYTHING : JSON.parse(pattern)) };
    });
    const routes = { rules: ruleIndex(rules), archives: ruleIndex(archives) };
    this.#routes.set(bus, routes);
    return routes;
  }
}

/** AWS sends nothing then, and counts a failed invocation. */
const NO_JSON = { code: 'INVALID_JSON', message: 'The input template makes no JSON of this event.', retriable: false };

/** Every event has a version. */
const ANYTHING = { version: ['0'] };

function routeOf(rule: Rule): Route {
  const targets = rule.targets.map((target) => ({ target, input: inputOf(rule, target) }));
  return { arn: ruleArn(rule.bus, rule.name), targets };
}
