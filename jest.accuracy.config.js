import own from './jest.config.js';

/** Runs the deploy tools of tools/accuracy again, which its install.sh installs. */
export default {
  ...own,
  testMatch: ['<rootDir>/__tests__/accuracy/**/*.live.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 240000,
  maxWorkers: 1,
};
