import { expect, it } from 'vitest'
import { changesOf } from './changes'

it('names what differs and leaves out what does not', () => {
  const before = JSON.stringify({ state: 'PUBLISHED', revision: 1, title: '监测', tags: ['a'] })
  const after = JSON.stringify({ state: 'OPENED', revision: 2, title: '监测', tags: ['a'], openedAt: 'x' })
  expect(changesOf(before, after)).toEqual([
    { field: 'state', before: 'PUBLISHED', after: 'OPENED' },
    { field: 'revision', before: '1', after: '2' },
    { field: 'openedAt', before: null, after: 'x' },
  ])
})

it('shows what came and what went', () => {
  expect(changesOf(null, '{"state":"SUBMITTED","note":null}')).toEqual([
    { field: 'state', before: null, after: 'SUBMITTED' },
  ])
  expect(changesOf('{"state":"SUBMITTED"}', null)).toEqual([
    { field: 'state', before: 'SUBMITTED', after: null },
  ])
})

it('passes on what is no object', () => {
  expect(changesOf(null, 'broken {')).toEqual([{ field: '', before: null, after: 'broken {' }])
  expect(changesOf('[1]', '[2]')).toEqual([{ field: '', before: '[1]', after: '[2]' }])
})
