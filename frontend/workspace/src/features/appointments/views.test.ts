import { expect, it } from 'vitest'
import { proposalOf, viewOf, VIEWS } from './views'

it('opens on what waits, whatever the address says', () => {
  expect(viewOf('refused')).toBe('refused')
  for (const asked of [undefined, 'PROPOSED', 'toString', ['all']]) expect(viewOf(asked)).toBe('waiting')
  expect(VIEWS[viewOf('all')]).toBeNull()
})

it('proposes a region for moderators only', () => {
  expect(proposalOf(' li@example.org ', 'MODERATOR', '3205')).toEqual({
    email: 'li@example.org',
    role: 'MODERATOR',
    regionCode: '3205',
  })
  expect(proposalOf('li@example.org', 'MODERATOR', '').regionCode).toBeNull()
  expect(proposalOf('li@example.org', 'AUDIT_ADMINISTRATOR', '3205').regionCode).toBeNull()
})
