import fc from 'fast-check';

/**
 * The same cases in every run, so that a change is what turns a test red, and not chance. `FUZZ_SEED` gives others: set it
 * to any number to look for more.
 */
fc.configureGlobal({ seed: Number(process.env['FUZZ_SEED'] ?? 20_261_122) });
