import { isRecord } from '../authorization/policy-files/text/cursor.ts';
import { listOf, memberAt, memberOf, textOf } from './json-member.ts';
import type { TerraformChange } from './terraform-change.ts';

/** What the configuration in a plan says of a resource. */
export interface ConfiguredResource {
  /** Key in `configuration.provider_config`: `aws`, `aws.west`, `module.api:aws`. */
  readonly provider: string;
  /** The arguments that are written, with references or constants. */
  readonly expressions: Readonly<Record<string, unknown>>;
}

/** A module that the configuration calls. */
interface Module {
  readonly resources: ReadonlyMap<string, ConfiguredResource>;
  readonly calls: ReadonlyMap<string, ModuleCall>;
  readonly outputs: unknown;
}

interface ModuleCall {
  readonly source: string;
  readonly module: unknown;
  readonly expressions: unknown;
}

/** Finds what is written of a resource, and the folder of its module. */
export interface TerraformConfiguration {
  /** `null` when the plan does not hold it. */
  resource(change: TerraformChange): ConfiguredResource | null;
  /** The paths that the modules on the way are called with, such as `./modules/api`. */
  sources(modules: readonly string[]): readonly string[];
  /** The expression of a module's output. */
  output(modules: readonly string[], name: string): unknown;
  /** The expression that the last of the modules is given for a variable. */
  argument(modules: readonly string[], name: string): unknown;
}

/** Takes the `configuration` of a plan. Each module is read once, when something in it is asked for. */
export function terraformConfiguration(configuration: unknown): TerraformConfiguration {
  const known = new Map<unknown, Module>();
  const read = (raw: unknown): Module => {
    const module = known.get(raw) ?? readModule(raw);
    known.set(raw, module);
    return module;
  };
  const root = memberOf(configuration, 'root_module');
  const walk = (modules: readonly string[]) => {
    let at = read(root);
    const sources: string[] = [];
    for (const name of modules) {
      const call = at.calls.get(name);
      if (call === undefined) {
        return null;
      }
      sources.push(call.source);
      at = read(call.module);
    }
    return { module: at, sources };
  };
  return {
    resource: ({ mode, type, name, modules }) => walk(modules)?.module.resources.get(`${mode}.${type}.${name}`) ?? null,
    sources: (modules) => walk(modules)?.sources ?? [],
    output: (modules, name) => memberAt(walk(modules)?.module.outputs, name, 'expression'),
    argument: (modules, name) =>
      memberOf(walk(modules.slice(0, -1))?.module.calls.get(modules.at(-1) ?? '')?.expressions, name),
  };
}

function readModule(raw: unknown): Module {
  const resources = new Map<string, ConfiguredResource>();
  const calls = new Map<string, ModuleCall>();
  for (const resource of listOf(raw, 'resources')) {
    const key = ['mode', 'type', 'name'].map((part) => textOf(resource, part) ?? '').join('.');
    const expressions = memberOf(resource, 'expressions');
    resources.set(key, {
      provider: textOf(resource, 'provider_config_key') ?? 'aws',
      expressions: isRecord(expressions) ? expressions : {},
    });
  }
  const called = memberOf(raw, 'module_calls');
  for (const name of isRecord(called) ? Object.keys(called) : []) {
    const source = memberAt(called, name, 'source');
    calls.set(name, {
      source: typeof source === 'string' ? source : '',
      module: memberAt(called, name, 'module'),
      expressions: memberAt(called, name, 'expressions'),
    });
  }
  return { resources, calls, outputs: memberOf(raw, 'outputs') };
}
