import type { Location } from '../diagnoses/finding.ts';
import { listOf, memberOf } from './json-member.ts';
import { mergeRequirements } from './merge-requirements.ts';
import type { TypeTable } from './resource-types.ts';
import type { TemplateContext, TemplateReading } from './template-reading.ts';
import { terraformChange } from './terraform-change.ts';
import { terraformConfiguration } from './terraform-configuration.ts';
import { planForm } from './terraform-form.ts';
import { changeLines } from './terraform-lines.ts';
import { TerraformReader } from './terraform-reader.ts';
import { sourceFinder, type TerraformSource } from './terraform-sources.ts';

/**
 * What applying a plan calls, from what `terraform show -json` prints of it. The changes of a plan are certain, so a
 * requirement is an `error` unless a value in it is known only after the plan is applied. A saved plan is applied
 * without reading what does not change. With `sources` a resource is shown where it is written, else at its line in
 * the plan. Never throws, and no text of the answer holds a value that Terraform hides.
 *
 * Source: https://developer.hashicorp.com/terraform/internals/json-format.
 */
export function readTerraformPlan(
  text: string,
  file: string,
  context: TemplateContext,
  types: TypeTable,
  sources: readonly TerraformSource[] = [],
): TemplateReading {
  const form = planForm(text);
  if (form.kind === 'other') {
    const location = atLine(file, form.line);
    const detail = `${file}: ${form.sentence}`;
    return { ...nothing, observations: [{ code: 'template-unreadable', detail, location }] };
  }
  const { plan } = form;
  const entries = listOf(plan, 'resource_changes');
  const lines = changeLines(text);
  const changes = entries.map(terraformChange);
  const configuration = terraformConfiguration(memberOf(plan, 'configuration'));
  const find = sourceFinder(sources, file);
  const known = changes.filter((change) => change !== null);
  const reader = new TerraformReader(plan, configuration, known, context, types);
  changes.forEach((change, index) => {
    if (change !== null && change.steps.length > 0) {
      const line = lines[index] ?? 1;
      const written = find(change, configuration.sources(change.modules));
      reader.add(change, written ?? atLine(file, line));
    }
  });
  return {
    format: 'terraform-plan',
    requirements: mergeRequirements([...reader.roleRequirements(atLine(file, 1)), ...reader.requirements]),
    uncovered: reader.uncovered,
    notes: [...reader.notes, ...notesOf(plan, entries)].map((note) => `${file}: ${note}`),
    observations: [],
  };
}

const nothing: TemplateReading = {
  format: 'terraform-plan',
  requirements: [],
  uncovered: [],
  notes: [],
  observations: [],
};

function atLine(file: string, line: number): Location {
  return { file, line, endLine: line };
}

/** What was not looked at. */
function notesOf(plan: Readonly<Record<string, unknown>>, entries: readonly unknown[]): readonly string[] {
  return [
    ...(memberOf(plan, 'errored') === true
      ? ['The plan is of a run that failed, so Terraform does not apply it.']
      : []),
    ...(memberOf(plan, 'complete') === false
      ? ['The plan leaves some changes to a later one, which was not seen.']
      : []),
    ...(entries.length === 0
      ? []
      : ['The state of Terraform: where it is kept, and who may read, lock and write it, is not in the plan.']),
  ];
}
