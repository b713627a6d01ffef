import { expect, it } from 'vitest'
import { completenessOf, WEIGHTS } from './completeness'
import { emptyLicence, type ProfileForm } from './profileForm'

const whole = (): ProfileForm => ({
  shortName: '',
  introduction: '专'.repeat(60),
  size: 'SMALL',
  peopleCount: '46',
  foundedOn: '2009-05-18',
  categories: [{ code: 'waste/hazardous', name: '危险废物' }],
  serviceRegions: [{ code: '31', name: '上海市' }],
  qualifications: [{ ...emptyLicence(), name: '许可证', number: '1', issuer: '省厅', validTo: '2028-12-31' }],
})

it('has weights that make a hundred, the heaviest first', () => {
  const weights = Object.values(WEIGHTS)
  expect(weights.reduce((sum, it) => sum + it, 0)).toBe(100)
  expect([...weights].sort((a, b) => b - a)).toEqual(weights)
})

it('is full without a short name, which not everybody has', () => {
  expect(completenessOf(whole())).toMatchObject({ points: 100, next: null })
})

it('names what helps most', () => {
  expect(completenessOf({ ...whole(), categories: [], size: '' })).toMatchObject({ points: 75, next: 'categories' })
  expect(completenessOf({ ...whole(), introduction: '专做危废' }).next).toBe('introduction')
})

it('asks of each licence who issued it, its number and its end', () => {
  const form = whole()
  form.qualifications.push({ ...emptyLicence(), name: '另一证' })
  expect(completenessOf(form)).toMatchObject({ points: 85, next: 'wholeLicences' })
  expect(completenessOf({ ...whole(), qualifications: [] }).points).toBe(65)
})
