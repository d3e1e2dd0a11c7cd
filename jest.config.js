/** The suites of `npm test` need Node and npm only; those that need Python or act have configurations of their own. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.jest.json' }] },
  setupFiles: ['<rootDir>/__tests__/fast-check-seed.ts'],
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/__tests__/moto/',
    '<rootDir>/__tests__/act/',
    '<rootDir>/__tests__/aws-cli/',
    '<rootDir>/__tests__/botocore/',
    '<rootDir>/__tests__/python-dotenv/',
  ],
  testTimeout: 30000,
};
