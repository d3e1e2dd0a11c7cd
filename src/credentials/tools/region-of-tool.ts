import type { ProjectSetting } from '../../project-files/project-setting.ts';
import type { RegionOfTool, Verdict } from './tool-choice.ts';
import type { FamilyFacts, ToolFacts } from './tool-facts.ts';

/** Goes through the places in order; the first that answers decides, also when what it answers is empty. */
export function firstRegion(...places: readonly (RegionOfTool | null)[]): RegionOfTool {
  return places.find((place) => place !== null) ?? { region: null, from: null };
}

/** botocore and the JavaScript SDK take a variable that is set to nothing for a region without a name, and stop. */
export function setVariable(name: string, { environment }: ToolFacts): RegionOfTool | null {
  const value = environment[name];
  return value === undefined ? null : { region: value === '' ? null : value, from: name };
}

export function filledVariable(name: string, { environment }: ToolFacts): RegionOfTool | null {
  return environment[name] ? { region: environment[name], from: name } : null;
}

export function profileRegion(name: string, family: FamilyFacts): RegionOfTool | null {
  const region = family.region(name);
  return region === null ? null : { region, from: `profile ${name}` };
}

export function settingRegion(setting: ProjectSetting | null): RegionOfTool | null {
  return setting === null ? null : { region: setting.value, from: `${setting.file} line ${setting.line}` };
}

/** The instance knows where it is; nobody has asked it here. */
export function instanceRegion({ hasInstance }: ToolFacts): RegionOfTool | null {
  return hasInstance ? { region: null, from: 'the instance' } : null;
}

/** The profile that the region is read from: that of the credentials, else the one that is named, else `default`. */
export function profileInForce(verdict: Verdict, variables: readonly string[], { environment }: ToolFacts): string {
  const chosen = verdict.outcome === 'source' && verdict.source.kind === 'profile' ? verdict.source.name : null;
  const variable = variables.find((name) => environment[name]);
  return chosen ?? (variable === undefined ? null : environment[variable]) ?? 'default';
}
