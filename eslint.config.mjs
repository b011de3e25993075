// Lint: what the types cannot say. Imports run one way, no HTML from strings, no styles in templates.
import litPlugin from 'eslint-plugin-lit'
import litA11y from 'eslint-plugin-lit-a11y'
import { configs as wc } from 'eslint-plugin-wc'
import tseslint from 'typescript-eslint'

/** elements → lens → (python, gpu, simd) → engine: what a folder may not import. */
const layers = {
  engine: ['python', 'gpu', 'simd', 'lens', 'elements'],
  gpu: ['python', 'simd', 'lens', 'elements'],
  simd: ['python', 'gpu', 'lens', 'elements'],
  python: ['gpu', 'simd', 'lens', 'elements'],
  lens: ['elements'],
}

const oneWay = Object.entries(layers).map(([folder, forbidden]) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: forbidden.map(name => `**/${name}/**`),
            message: `src/${folder} may not import from there: imports run one way, see the README.`,
          },
        ],
      },
    ],
  },
}))

export default tseslint.config(
  // AssemblyScript has types of its own: its compiler checks them.
  { ignores: ['dist/**', 'node_modules/**', 'src/simd/kernels/**'] },
  {
    files: ['**/*.ts'],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      litPlugin.configs['flat/recommended'],
      wc['flat/recommended'],
      litA11y.configs.recommended,
    ].flat(),
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Typed arrays are read at indices that the loops around them bound.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // A letter is a code point here, as in Python.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'TSEnumDeclaration', message: 'No enum: a union of words.' },
        { selector: "MemberExpression[property.name='innerHTML']", message: 'Text is drawn as text.' },
        {
          selector: "CallExpression[callee.property.name='html'][callee.object.type!='ThisExpression']",
          message: 'Text is drawn as text.',
        },
        { selector: "NewExpression[callee.name='Function']", message: 'Nothing is evaluated.' },
      ],
      'no-eval': 'error',
      'wc/guard-super-call': 'off',
      'lit/no-template-bind': 'off',
    },
  },
  { files: ['src/assets.d.ts', 'src/**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['tests/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/no-unused-expressions': 'off' },
  },
  ...oneWay,
)
