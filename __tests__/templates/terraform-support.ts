import { readFileSync } from 'node:fs';
import { readTerraformPlan } from '../../src/templates/terraform-plan.ts';
import type { TemplateContext, TemplateReading } from '../../src/templates/template-reading.ts';
import type { TerraformSource } from '../../src/templates/terraform-sources.ts';
import { typesIn } from '../../src/templates/resource-types.ts';

export const types = typesIn(readFileSync('data/terraform-types.json', 'utf8'));

export const planFile = 'infra/plan.json';

const context: TemplateContext = {
  place: { partition: 'aws', region: 'eu-west-1', accountId: '111122223333' },
  stackName: null,
  stack: null,
  parameters: new Map(),
  principal: 'caller',
  target: 'templates',
  certain: true,
};

export function readText(
  text: string,
  more: Partial<TemplateContext> = {},
  sources: readonly TerraformSource[] = [],
): TemplateReading {
  return readTerraformPlan(text, planFile, { ...context, ...more }, types, sources);
}

export function readPlan(
  plan: unknown,
  more: Partial<TemplateContext> = {},
  sources: readonly TerraformSource[] = [],
): TemplateReading {
  return readText(JSON.stringify(plan), more, sources);
}
