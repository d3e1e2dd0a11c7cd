import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const awsPackages = { group: ['@aws-sdk/*', '@smithy/*'], message: 'Only src/aws imports an AWS SDK package.' };
const actionsPackages = { group: ['@actions/*'], message: 'Only src/github imports @actions packages.' };
const io = ['fs', 'fs/promises', 'http', 'https', 'net', 'child_process', 'dns', 'os', 'process'].flatMap((name) => [
  { name, message: 'This folder does no I/O: facts in, values out.' },
  { name: `node:${name}`, message: 'This folder does no I/O: facts in, values out.' },
]);

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'lib/', 'coverage/', '**/.venv/', 'tools/accuracy/scenarios/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.all.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/aws/**', 'src/github/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [awsPackages, actionsPackages] }] },
  },
  {
    files: ['src/aws/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [actionsPackages] }] },
  },
  {
    files: ['src/github/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [awsPackages] }] },
  },
  {
    files: [
      'src/{credentials,detection,templates,state,requirements,authorization,diagnoses,report,explain,workflow,identity,project-files,env-files}/**/*.ts',
    ],
    rules: {
      'no-restricted-imports': ['error', { paths: io, patterns: [awsPackages, actionsPackages] }],
      'no-restricted-globals': ['error', 'process', 'fetch', 'console'],
    },
  },
  {
    files: ['__tests__/**/*.ts'],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  {
    files: ['**/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
