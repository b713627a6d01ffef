import { describe, expect, it } from 'vitest'
import {
  demandFormProblems,
  demandPostInput,
  emptyDemandForm,
  isWaste,
  ownCheckInput,
  ownChecks,
  parseTonnes,
  type DemandForm,
} from './demandForm'

const NOW = Date.parse('2026-11-21T00:00:00Z')

function wasteForm(changes: Partial<DemandForm> = {}): DemandForm {
  return {
    ...emptyDemandForm(),
    title: ' 盛泽镇废乳化液处置 ',
    description: '机加工产生的废乳化液，桶装，需上门收运。'.repeat(4),
    categoryCode: 'waste/hazardous',
    regionCode: '320509101',
    budgetMinYuan: '8万',
    budgetMaxYuan: '120,000',
    wasteCode: 'hw09',
    quantity: '１８０',
    deadline: '2026-12-01T18:00:00',
    ...changes,
  }
}

describe('the need as sent', () => {
  it('is tidied, with the amounts in yuan and the deadline as an instant', () => {
    expect(demandPostInput(wasteForm(), 'key')).toMatchObject({
      title: '盛泽镇废乳化液处置',
      budgetMinYuan: '80000.00',
      budgetMaxYuan: '120000.00',
      wasteCode: 'HW09',
      quantity: 180,
      unit: '吨',
      address: null,
      deadline: '2026-12-01T10:00:00.000Z',
      requestKey: 'key',
    })
  })

  it('leaves out what belongs to waste only', () => {
    const input = demandPostInput(wasteForm({ categoryCode: 'monitoring/air' }), 'key')
    expect([input.wasteCode, input.quantity, input.unit]).toEqual([null, null, null])
  })
})

describe('what would surely be refused', () => {
  it('names everything at once', () => {
    const problems = demandFormProblems(
      wasteForm({ title: ' ', regionCode: '', budgetMinYuan: '约八万', quantity: '很多' }),
    )
    expect(problems).toEqual({
      title: 'required',
      regionCode: 'required',
      budgetMinYuan: 'money.malformed',
      quantity: 'number',
    })
  })

  it('sees a budget the wrong way round', () => {
    expect(demandFormProblems(wasteForm({ budgetMinYuan: '13万' }))).toEqual({
      budgetMaxYuan: 'budgetOrder',
    })
  })

  it('lets a budget be left out', () => {
    expect(demandFormProblems(wasteForm({ budgetMinYuan: '', budgetMaxYuan: '' }))).toEqual({})
  })
})

describe('own checks', () => {
  const met = (form: DemandForm): string[] =>
    ownChecks(form, NOW).flatMap((it) => (it.isMet ? [it.check] : []))

  it('are all met by a good need', () => {
    expect(met(wasteForm())).toHaveLength(7)
  })

  it('ask for waste facts only of waste', () => {
    const checks = ownChecks(wasteForm({ categoryCode: 'engineering/dust' }), NOW)
    expect(checks.map((it) => it.check)).not.toContain('wasteIsWhole')
  })

  it.each(['电话 13812345678', '0512-63001180', 'a.b@example.com', '加微信'])('see a contact in %s', (text) => {
    expect(met(wasteForm({ description: text }))).not.toContain('hidesContacts')
  })

  it('find four days too short', () => {
    expect(met(wasteForm({ deadline: '2026-11-25T08:00:00' }))).not.toContain('deadlineIsFair')
  })
})

it('asks the server about what can be read so far', () => {
  expect(ownCheckInput(emptyDemandForm(), 'SIMPLE')).toMatchObject({ title: '', categoryCode: null, deadline: null, budgetMaxYuan: null })
  expect(ownCheckInput(wasteForm(), 'PRACTICE')).toMatchObject({ wasteCode: 'HW09', budgetMaxYuan: '120000.00', procedure: 'PRACTICE' })
})

it('reads tonnes and knows waste', () => {
  expect(parseTonnes('1,200.5 吨')).toBe(1200.5)
  expect(parseTonnes('0')).toBeNull()
  expect(parseTonnes('三吨')).toBeNull()
  expect(isWaste('waste/medical')).toBe(true)
  expect(isWaste('wastewater')).toBe(false)
})
