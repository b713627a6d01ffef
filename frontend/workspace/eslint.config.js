import { readdirSync } from 'node:fs'
import js from '@eslint/js'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

const features = readdirSync(new URL('./src/features', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

const elementOnlyInUi = {
  group: ['element-plus', 'element-plus/*'],
  message: 'Element Plus enters through @/shared/ui, where each part brings its style.',
}
const appStaysAbove = {
  group: ['@/app/*', '**/app/*'],
  message: 'app composes features and shared; nothing below imports it.',
}

/** One wall per feature: it may not reach into its sisters or up into the app. */
const walls = features.map((feature) => ({
  files: [`src/features/${feature}/**/*.{ts,vue}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          elementOnlyInUi,
          appStaysAbove,
          {
            group: features
              .filter((other) => other !== feature)
              .flatMap((other) => [`@/features/${other}/*`, `../${other}/*`]),
            message: 'Features do not import each other; put what both need into shared.',
          },
        ],
      },
    ],
  },
}))

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/**/*.generated.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.vue'] } },
    rules: {
      // The type checker knows the names in scope; the rule does not.
      'no-undef': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: false }],
      'no-restricted-imports': ['error', { patterns: [elementOnlyInUi] }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/no-v-html': 'error',
      'vue/no-static-inline-styles': 'error',
      'vue/html-button-has-type': 'error',
      // Line breaks are the writer's; these rules only move them about.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/first-attribute-linebreak': 'off',
    },
  },
  { files: ['src/shared/ui/**/*.{ts,vue}'], rules: { 'no-restricted-imports': ['error', { patterns: [appStaysAbove] }] } },
  {
    files: ['src/shared/**/*.{ts,vue}'],
    ignores: ['src/shared/ui/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [elementOnlyInUi, appStaysAbove, { group: ['@/features/*'], message: 'shared knows no feature.' }] },
      ],
    },
  },
  ...walls,
  { files: ['tools/**/*.mjs', 'eslint.config.js'], languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } } },
)
