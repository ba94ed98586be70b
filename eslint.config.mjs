import js from '@eslint/js';
import ts from 'typescript-eslint';

/** Folders that must not import the listed siblings (DESIGN: the arrows between folders). */
const forbidden = {
  shared: ['data', 'engine', 'model', 'trainer', 'host', 'cli', 'webview'],
  data: ['engine', 'model', 'trainer', 'host', 'cli', 'webview'],
  engine: ['data', 'model', 'trainer', 'host', 'cli', 'webview'],
  model: ['data', 'engine', 'trainer', 'host', 'cli', 'webview'],
  trainer: ['host', 'cli', 'webview'],
  cli: ['host', 'webview'],
  host: ['engine', 'model', 'trainer', 'cli', 'webview'],
};

const arrows = Object.entries(forbidden).map(([folder, others]) => ({
  files: [`src/${folder}/**/*.ts`, `src/${folder}.ts`],
  rules: {
    'no-restricted-imports': ['error', {
      patterns: [
        { regex: `(^|/)(${others.join('|')})/`, message: `src/${folder} must not import from ${others.join(', ')}.` },
        ...(folder === 'model' ? [{ regex: '^(?!\\.|@tensorflow/tfjs-core)', message: 'The model is made of TensorFlow.js operations only.' }] : []),
        ...(folder === 'host' ? [] : [{ regex: '^vscode$', message: 'Only src/host and src/extension.ts import vscode.' }]),
      ],
    }],
  },
}));

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'test/e2e/vscode/', 'test/e2e/out/', 'media/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'type-imports', fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^$', caughtErrors: 'all' }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 350, skipBlankLines: false, skipComments: false }],
    },
  },
  ...arrows,
  {
    files: ['webview/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [
          { regex: '(^|/)src/(data|engine|model|trainer|host)/', message: 'The page imports only src/shared.' },
          { regex: '^(vscode|node:.*)$', message: 'The page runs in a browser.' },
        ],
      }],
    },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', fetch: 'readonly', Buffer: 'readonly' } } },
);
