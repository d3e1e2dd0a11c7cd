import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startMoto, type Moto } from '../../tools/accuracy/moto.ts';
import { keyOf, type Recording } from '../../tools/accuracy/recording.ts';
import { loadRecordings } from '../../tools/accuracy/recordings.ts';
import { runScenario } from '../../tools/accuracy/run-scenario.ts';
import { loadScenario } from '../../tools/accuracy/scenario.ts';
import { toolVersion } from '../../tools/accuracy/tools.ts';

/** The tools must still call what the recordings say; counts differ, as tools wait for longer or shorter. */
let moto: Moto;

beforeAll(async () => {
  moto = await startMoto();
});

afterAll(async () => {
  await moto.close();
});

for (const recording of loadRecordings()) {
  const reason = reasonToSkip(recording);
  (reason === null ? test : test.skip)(`${recording.scenario}${reason === null ? '' : `: ${reason}`}`, async () => {
    const run = await runScenario(loadScenario(recording.scenario), moto.url);
    expect({ output: run.output, deployed: run.deployed, troubles: run.troubles }).toMatchObject({
      deployed: true,
      troubles: [],
    });
    expect(run.calls.map(keyOf).sort()).toEqual(recording.calls.map(keyOf).sort());
    expect(toolVersion(recording.tool)).toBe(recording.version);
  });
}

/** Terraform is on no registry that is used here; another version of it than the recorded one may call something else. */
function reasonToSkip({ tool, version }: Recording): string | null {
  const found = tool === 'terraform' ? toolVersion(tool) : version;
  if (found === version) {
    return null;
  }
  return found === null ? 'there is no terraform here' : `terraform is ${found} here, and was ${version}`;
}
