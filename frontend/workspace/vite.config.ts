import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const source = fileURLToPath(new URL('./src', import.meta.url))
const design = fileURLToPath(new URL('../design', import.meta.url))

export default defineConfig({
  base: '/workspace/',
  plugins: [vue()],
  resolve: { alias: { '@': source, '@design': design } },
  define: {
    __VUE_OPTIONS_API__: 'true',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    target: 'es2022',
    // The content policy allows no `data:` scripts and no inline preloader.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: {
    port: 5173,
    fs: { allow: ['.', '../design'] },
    proxy: { '/graphql': 'http://127.0.0.1:8080' },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
