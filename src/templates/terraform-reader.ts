import type { Location } from '../diagnoses/finding.ts';
import type { Requirement } from '../requirements/requirement.ts';
import { derive } from './derive.ts';
import type { ResourceInstance } from './resource-instance.ts';
import type { TypeTable } from './resource-types.ts';
import type { TemplateContext, UncoveredResource } from './template-reading.ts';
import type { TerraformChange } from './terraform-change.ts';
import type { TerraformConfiguration } from './terraform-configuration.ts';
import { inRegion, placeOf } from './terraform-place.ts';
import { hasSeveralProviders } from './terraform-providers.ts';
import { TerraformScope } from './terraform-scope.ts';

/** Data sources that ask AWS nothing, or nothing that a policy could deny (Terraform registry, hashicorp/aws). */
const silentDataSources: ReadonlySet<string> = new Set([
  'aws_arn',
  'aws_billing_service_account',
  'aws_caller_identity',
  'aws_default_tags',
  'aws_eks_cluster_auth',
  'aws_elb_hosted_zone_id',
  'aws_elb_service_account',
  'aws_iam_policy_document',
  'aws_ip_ranges',
  'aws_lb_hosted_zone_id',
  'aws_partition',
  'aws_region',
  'aws_service',
  'aws_service_principal',
]);

/** Collects what the changes of one plan call. */
export class TerraformReader {
  readonly requirements: Requirement[] = [];
  readonly uncovered: UncoveredResource[] = [];
  readonly notes = new Set<string>();
  readonly #configuration: TerraformConfiguration;
  readonly #context: TemplateContext;
  readonly #types: TypeTable;
  readonly #scope: TerraformScope;
  readonly #hasSeveral: boolean;

  constructor(
    plan: unknown,
    configuration: TerraformConfiguration,
    changes: readonly TerraformChange[],
    context: TemplateContext,
    types: TypeTable,
  ) {
    this.#configuration = configuration;
    this.#context = context;
    this.#types = types;
    this.#scope = new TerraformScope(plan, configuration, changes, types, context.place);
    this.#hasSeveral = hasSeveralProviders(plan);
  }

  /** Adds what one change calls. */
  add(change: TerraformChange, location: Location): void {
    if (change.mode === 'data' && silentDataSources.has(change.type)) {
      return;
    }
    const provider = this.#scope.providerOf(change);
    if (provider.note !== null) {
      this.notes.add(provider.note);
    }
    const typeName = change.mode === 'data' ? `data.${change.type}` : change.type;
    const type = this.#types.typeOf(typeName);
    if (type === null) {
      this.uncovered.push({ type: typeName, id: change.shown, location });
    }
    if (type === null || provider.roles === null) {
      return;
    }
    const principal = provider.roles.at(-1) ?? this.#context.principal;
    const isProviderCertain = !this.#hasSeveral || this.#configuration.resource(change) !== null;
    for (const step of change.steps) {
      const { place, certain } = placeOf(step, change, provider);
      const resource: ResourceInstance = {
        typeName,
        type,
        id: change.shown,
        changes: [{ change: step.change, certain: certain && isProviderCertain }],
        physicalName: null,
        location,
        ...this.#scope.readersOf(step, type, change),
      };
      const found = derive(resource, { ...this.#context, place, principal, stackName: null });
      const isHere = place.region === this.#context.place.region;
      this.requirements.push(...(isHere ? found : found.map((one) => inRegion(one, place.region))));
    }
  }

  /** Each role of a provider is assumed by the one before it, the first by whoever runs Terraform. */
  roleRequirements(location: Location): readonly Requirement[] {
    const { target, principal, certain } = this.#context;
    return [...this.#scope.providers].flatMap(({ roles, byToken }) =>
      (roles ?? [])
        .map((role, index) => ({ role, from: index === 0 ? principal : (roles?.[index - 1] ?? principal), index }))
        .filter(({ index }) => index > 0 || !byToken)
        .map(({ role, from }) => ({
          target,
          action: 'sts:AssumeRole',
          resource: role,
          principal: from,
          severity: certain ? 'error' : 'warning',
          context: {},
          guessed: [],
          why: 'Assume the role of the AWS provider',
          ignored: null,
          location,
        })),
    );
  }
}
