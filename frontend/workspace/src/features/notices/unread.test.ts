import { expect, it } from 'vitest'
import { bellText, workspacePath } from './unread'

it('counts up to what it can show', () => {
  expect([0, 1, 99, 100].map(bellText)).toEqual(['', '1', '99', '99+'])
})

it('leads to pages of the workspace only', () => {
  expect(workspacePath('/workspace/demands/dem_x')).toBe('/demands/dem_x')
  expect(workspacePath('/workspace')).toBe('/')
  expect(workspacePath('/workspace//evil.example.org')).toBe(null)
  expect(workspacePath('https://evil.example.org')).toBe(null)
})
