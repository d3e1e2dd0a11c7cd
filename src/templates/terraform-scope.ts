import { namesOf } from './physical-name.ts';
import { fillPattern, pathsIn } from './property-pattern.ts';
import type { PropertyValue, ResourceInstance } from './resource-instance.ts';
import type { ResourceType } from './resource-type.ts';
import type { TypeTable } from './resource-types.ts';
import type { Place } from '../requirements/placeholder.ts';
import type { TerraformChange, TerraformStep } from './terraform-change.ts';
import type { TerraformConfiguration } from './terraform-configuration.ts';
import { placeOf } from './terraform-place.ts';
import { type TerraformProvider, terraformProvider } from './terraform-providers.ts';
import { expressionAt, isWritten, referredAttribute } from './terraform-references.ts';
import { differsAt, valuesAt } from './terraform-values.ts';

/** A name may hang on the name of another resource, and so on; no configuration goes further. */
const mostReferences = 5;

/** What stays the same in an update: the calls name the resource as it was before. */
const identities: readonly string[] = ['id', 'arn'];

/** Arguments that name another resource, so that what stands in them is its name or ARN and nothing around it. */
const naming = /^(?:bucket|cluster|groups?|queue|repository|roles?|rule|user)$|_(?:arns?|ids?|name|url)$/;

/** What the resources of one plan say of each other. */
export class TerraformScope {
  readonly #plan: unknown;
  readonly #configuration: TerraformConfiguration;
  readonly #types: TypeTable;
  readonly #place: Place;
  readonly #created: ReadonlyMap<string, TerraformChange>;
  readonly #providers = new Map<string, TerraformProvider>();

  constructor(
    plan: unknown,
    configuration: TerraformConfiguration,
    changes: readonly TerraformChange[],
    types: TypeTable,
    place: Place,
  ) {
    this.#plan = plan;
    this.#configuration = configuration;
    this.#types = types;
    this.#place = place;
    this.#created = new Map(
      changes.filter(({ steps }) => steps.some(isCreation)).map((change) => [change.address, change]),
    );
  }

  /** The provider configurations that were asked for. */
  get providers(): Iterable<TerraformProvider> {
    return this.#providers.values();
  }

  /** The provider configuration of a resource. Each is read once. */
  providerOf(change: TerraformChange): TerraformProvider {
    const key = this.#configuration.resource(change)?.provider ?? 'aws';
    const provider = this.#providers.get(key) ?? terraformProvider(this.#plan, key, this.#place);
    this.#providers.set(key, provider);
    return provider;
  }

  /**
   * How the values of a step are looked up. An argument that is not written is chosen by the provider or by AWS, so
   * until then there is nothing; only `tags_all` is put together from what is written.
   */
  readersOf(
    { values, before }: TerraformStep,
    type: ResourceType,
    change: TerraformChange,
    depth = 0,
  ): Pick<ResourceInstance, 'values' | 'differs'> {
    const expressions = this.#configuration.resource(change)?.expressions ?? null;
    const complete = (value: PropertyValue, path: string): readonly PropertyValue[] => {
      if (value.optional !== true || expressions === null) {
        return [value];
      }
      if (path === 'tags_all') {
        return [isWritten(expressions, 'tags') ? { text: null, guessed: true } : value];
      }
      return isWritten(expressions, path)
        ? [this.#referred(expressionAt(expressions, path), path, change, depth) ?? value]
        : [];
    };
    const read = (path: string): readonly PropertyValue[] => {
      const isIdentity = path === type.name || identities.includes(path);
      const earlier = before !== null && isIdentity ? valuesAt(before, path) : [];
      return earlier.length > 0 ? earlier : valuesAt(values, path).flatMap((value) => complete(value, path));
    };
    const known = new Map<string, readonly PropertyValue[]>();
    const remembered = (path: string): readonly PropertyValue[] => {
      const found = known.get(path) ?? read(path);
      known.set(path, found);
      return found;
    };
    return before === null
      ? { values: remembered }
      : { values: remembered, differs: (path) => differsAt(before, values, path) };
  }

  /** The name or the ARN that an attribute of a resource of this plan will have; `null` where it cannot be told. */
  #referred(
    expression: unknown,
    path: string,
    { moduleAddress }: TerraformChange,
    depth: number,
  ): PropertyValue | null {
    const attribute = depth < mostReferences ? referredAttribute(expression, moduleAddress, this.#configuration) : null;
    const change = attribute === null ? undefined : this.#created.get(attribute.address);
    const step = change?.steps.find(isCreation);
    const type = change === undefined ? null : this.#types.typeOf(change.type);
    const form = attribute === null ? undefined : type?.attributes?.[attribute.attribute];
    if (change === undefined || step === undefined || type === null || form === undefined) {
      return null;
    }
    const { place } = placeOf(step, change, this.providerOf(change));
    const facts = { place, stackName: null, id: change.shown };
    const { values } = this.readersOf(step, type, change, depth + 1);
    const [name, ...more] = namesOf({ type, id: change.shown, physicalName: null, values }, facts);
    if (name === undefined || more.length > 0 || (form === 'name' && name.text === null)) {
      return null;
    }
    const isExact = naming.test(path.replace(/^.*\./, '').replaceAll('[]', ''));
    if (form === 'name') {
      return { ...name, guessed: name.guessed || !isExact };
    }
    const row = new Map(pathsIn(type.arn).map((one) => [one, one === 'name' ? name : (values(one)[0] ?? null)]));
    const { text, guessed } = fillPattern(type.arn, { ...facts, row });
    return { text, guessed: guessed.length > 0 || !isExact };
  }
}

function isCreation({ change }: TerraformStep): boolean {
  return change === 'create';
}
