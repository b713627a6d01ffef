import { expect, it } from 'vitest'
import { exportOf, filterOf, NO_QUESTIONS, queryOf, readQuestions } from './filter'

it('reads the address and writes it back', () => {
  const asked = readQuestions({ who: ' a@b.cn ', result: 'REFUSED', from: '2026-11-01', to: 'x', page: '2' })
  expect(asked).toEqual({ ...NO_QUESTIONS, who: 'a@b.cn', result: 'REFUSED', from: '2026-11-01' })
  expect(queryOf(asked)).toEqual({ who: 'a@b.cn', result: 'REFUSED', from: '2026-11-01' })
})

it('takes days as days in China, the last one whole', () => {
  const filter = filterOf({ ...NO_QUESTIONS, from: '2026-11-01', to: '2026-11-01' })
  expect(filter.from).toBe('2026-10-31T16:00:00.000Z')
  expect(filter.to).toBe('2026-11-01T16:00:00.000Z')
})

it('takes out what is asked for and nothing else', () => {
  expect(exportOf(NO_QUESTIONS, 'csv')).toBe('/exports/audit.csv')
  expect(exportOf({ ...NO_QUESTIONS, subject: 'dem_x', action: 'demands' }, 'jsonl')).toBe(
    '/exports/audit.jsonl?action=demands&subject=dem_x',
  )
})
