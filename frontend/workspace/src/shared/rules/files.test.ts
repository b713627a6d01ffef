import { expect, it } from 'vitest'
import { fileKind, formatBytes } from './files'

it('says how large a file is in the unit that matters', () => {
  expect([0, 900, 327_680, 1_048_576, 1_572_864].map(formatBytes)).toEqual(['1 KB', '1 KB', '320 KB', '1 MB', '1.5 MB'])
})

it('names files as people do', () => {
  expect(['application/pdf', 'image/jpeg', 'image/png'].map(fileKind)).toEqual(['PDF', 'JPG', 'PNG'])
})
