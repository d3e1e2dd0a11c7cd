import own from './jest.config.js';

/** The suites against clients and servers that nobody here wrote; requirements-dev.txt installs those. */
export default {
  ...own,
  testMatch: ['<rootDir>/__tests__/{moto,aws-cli,act,botocore,python-dotenv}/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120000,
  maxWorkers: 1,
};
