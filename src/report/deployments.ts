import type { Deployed } from '../requirements/deployed.ts';
import type { ReportedDeployment } from './report.ts';

/** What is deployed as the report tells it. The targets of this run, whether they were named or found. */
export function reportedDeployments(deployed: readonly Deployed[]): readonly ReportedDeployment[] {
  return deployed.map(({ targetId, values, sign, certain }) => ({
    target: targetId,
    detectedBy: sign?.what ?? null,
    location: sign?.location ?? null,
    certain,
    parameters: [...values].map(([name, { value, origin }]) => ({
      name,
      value,
      from: origin.what,
      location: origin.location,
    })),
  }));
}
