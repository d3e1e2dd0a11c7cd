import type { Aws } from './aws/port.ts';
import { compareTrustFile } from './compare-trust-file.ts';
import { lintCredentials } from './credentials/lint.ts';
import { resolveRegion } from './credentials/region.ts';
import { toolsOfTargets } from './credentials/tools/tool.ts';
import { decideFromFiles } from './decide-from-files.ts';
import { planDeployment } from './deployment.ts';
import { Draft } from './draft.ts';
import { examineDeployment } from './examine-deployment.ts';
import { explainAbsence } from './explain-absence.ts';
import { explainGivenLog } from './explain-given-log.ts';
import type { Facts } from './facts.ts';
import { checkRoleArn } from './identity/oidc/role-arn.ts';
import { checkSession, statedSessionEnd } from './identity/session.ts';
import { parseSettings, secondsFor } from './inputs.ts';
import { lintEnvFiles } from './lint-env-files.ts';
import { lintFiles } from './lint-files.ts';
import { obtain } from './obtain-role.ts';
import { atProfile } from './profile-place.ts';
import { remedyContexts, settleContexts } from './remedy-contexts.ts';
import type { Report } from './report/report.ts';
import { tryWithoutToken } from './stray-token.ts';
import { readTrustFile } from './trust-file.ts';
import { verifyIdentity } from './verify-identity.ts';
import type { WebToken, WebTokenQuestion } from './web-token.ts';
import { withoutCredentials } from './without-credentials.ts';
import type { Workspace } from './workspace.ts';

/** What a run works through; passed in, so that a test can stand in for any of it. */
export interface Ports {
  /** Opens the door to AWS for the run's time. Called only when there is something to ask. */
  readonly connect: (deadline: AbortSignal) => Aws;
  /** Gets the web identity token of this job. Called only when a role is to be assumed with it. */
  readonly webToken: (question: WebTokenQuestion) => Promise<WebToken>;
  readonly workspace: Workspace;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Takes a text that must not be shown from now on, such as the name of a student. */
  readonly hide: (text: string) => void;
}

/** The time that is left to a run. */
interface Time {
  readonly deadline: AbortSignal;
  /** Milliseconds. */
  readonly left: () => number;
}

/**
 * Answers whether the deployment will fail on credentials or permissions. Never throws: a bad input and a fault of our
 * own are findings of the report, beside whatever was established before them.
 */
export async function preflight(facts: Facts, ports: Ports): Promise<Report> {
  const started = ports.now();
  const budget = secondsFor(facts.inputs) * 1000;
  const time = { deadline: AbortSignal.timeout(budget), left: () => started + budget - ports.now() };
  const draft = new Draft(facts);
  for (const stage of [examine, explainGivenLog]) {
    try {
      await stage(facts, ports, draft, time);
    } catch (error) {
      draft.recordFault(error);
    }
  }
  return draft.finish(ports.now() - started);
}

/** The whole story, in order. What is established to be wrong ends it: nothing after it could be believed. */
async function examine(facts: Facts, ports: Ports, draft: Draft, time: Time): Promise<void> {
  const { signer, credentials } = facts;
  const { workspace } = ports;
  const settings = parseSettings(facts.inputs);
  const deployment = planDeployment(facts, workspace);
  draft.deployed = deployment.deployed;
  const trustFile = readTrustFile(facts.inputs, workspace);
  const envFiles = lintEnvFiles(facts.inputs['env-files'], workspace);
  envFiles.secrets.forEach(ports.hide);
  draft.observe([...deployment.observations, ...envFiles.observations, ...(trustFile?.observations ?? [])]);
  draft.addRemedyContexts(remedyContexts(facts, deployment.targetIds));

  const nothing = withoutCredentials(facts);
  if (nothing === 'by design') {
    draft.observeWithoutSecrets(facts.event);
    draft.skipped = deployment.files === null;
  }
  if (nothing === 'by design' || (nothing !== null && deployment.files !== null)) {
    decideFromFiles(facts, settings, deployment, draft, ports.now());
    return;
  }
  const source = signer === null || signer.kind === 'token' ? null : signer.source;
  const { region } = resolveRegion(credentials, source?.kind === 'profile' ? source.name : null);
  const sessionExpiresAt = settings.sessionExpiresAt ?? statedSessionEnd(credentials.environment, source?.kind);
  const { minSessionMinutes } = settings;
  const lint = lintCredentials(credentials, toolsOfTargets(deployment.targetIds));
  draft.observe(explainAbsence(lint, facts, workspace));
  draft.observe(lintFiles(facts));
  if (signer !== null && signer.kind !== 'source') {
    draft.observeUnlessKnown(checkRoleArn(signer.roleArn, region));
  }
  if (trustFile !== null && (signer?.kind !== 'token' || settings.level === 'lint')) {
    draft.observe(compareTrustFile(facts, trustFile, region, workspace));
  }
  draft.observe(checkSession({ expiresAt: sessionExpiresAt, minimumMinutes: minSessionMinutes, now: ports.now() }));
  const connect = () => draft.connectedBy(ports.connect(time.deadline));
  if (draft.failed() && draft.failedOnlyBy('env-akia-with-token') && region !== null && settings.level !== 'lint') {
    draft.add('env-akia-with-token', await tryWithoutToken(connect(), source, region));
  }
  if (draft.failed() || signer === null || region === null || settings.level === 'lint') {
    draft.leaveOut(settings.level, deployment);
    return;
  }

  const aws = connect();
  const now = ports.now();
  const obtained = await obtain(signer, region, facts, trustFile, { ...ports, aws, deadline: time.deadline });
  draft.token = obtained.token;
  draft.trustGrant = obtained.trustGrant;
  if (obtained.credentials === null && source?.kind === 'instance' && deployment.files !== null) {
    decideFromFiles(facts, settings, deployment, draft, now);
    return;
  }
  if (obtained.credentials === null) {
    draft.observe(atProfile(obtained.observations, signer.kind === 'source' ? source : null, facts));
    draft.incomplete = true;
    draft.leaveOut(settings.level, deployment);
    return;
  }
  draft.observe(obtained.observations);
  const { accessKeyId, secretAccessKey, sessionToken } = obtained.credentials;
  [accessKeyId, secretAccessKey, sessionToken ?? ''].forEach(ports.hide);
  const verification = await verifyIdentity(
    aws,
    {
      credentials: obtained.credentials,
      source: obtained.source,
      webIdentity: obtained.webIdentity,
      region,
      expected: { allowedAccountIds: settings.allowedAccountIds, principal: settings.expectedPrincipal },
      sessionExpiresAt,
      minSessionMinutes,
      now,
    },
    { pause: ports.pause, left: time.left },
  );
  const { caller } = verification;
  if (verification.secret !== null) {
    ports.hide(verification.secret);
  }
  draft.observe(verification.observations);
  if (caller === null) {
    draft.incomplete = true;
    draft.leaveOut(settings.level, deployment);
    return;
  }
  draft.identity = caller.identity;
  draft.addRemedyContexts(settleContexts(draft.remedyContexts, caller.identity.kind));
  if (minSessionMinutes > 0 && caller.identity.expiresAt === null && caller.credentials.sessionToken !== null) {
    draft.notCovered.push('min-session-minutes: nothing tells when this session ends; pass session-expires-at.');
  }
  if (draft.failed()) {
    draft.leaveOut(settings.level, deployment);
    return;
  }
  await examineDeployment(
    aws,
    { caller, region, level: settings.level, now, left: time.left },
    deployment,
    draft,
    workspace,
  );
}
