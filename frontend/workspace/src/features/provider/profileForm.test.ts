import { describe, expect, it } from 'vitest'
import { emptyLicence, formAgain, formOf, parsePeople, profileInput, profileProblems } from './profileForm'
import type { ChangedProfileFragment } from './provider.generated'

const profile: ChangedProfileFragment = {
  shortName: '绿源',
  introduction: null,
  size: 'SMALL',
  peopleCount: 46,
  foundedOn: '2009-05-18',
  categories: [{ code: 'waste/hazardous', name: '危险废物' }],
  serviceRegions: [{ code: '31', fullName: '上海市' }],
  qualifications: [
    {
      id: 'qua_1',
      kind: 'HAZARDOUS_WASTE',
      name: '危险废物经营许可证',
      number: null,
      issuer: null,
      scope: null,
      mode: null,
      wasteClasses: ['HW08', 'HW09'],
      capacityText: null,
      validFrom: null,
      validTo: '2028-12-31',
      isValid: true,
      renewalDay: null,
    },
  ],
}

it('sends back what the page says when nothing was typed', () => {
  const input = profileInput(formOf(profile))
  expect(input.categories).toEqual(['waste/hazardous'])
  expect(input.serviceRegions).toEqual(['31'])
  expect([input.shortName, input.introduction, input.peopleCount]).toEqual(['绿源', null, 46])
  expect(input.qualifications[0]).toMatchObject({ qualificationId: 'qua_1', wasteClasses: ['HW08', 'HW09'], number: null })
})

it('makes licences new again that are not on the page', () => {
  expect(formAgain(profile, []).qualifications[0]?.id).toBeNull()
  expect(formAgain(profile, [{ id: 'qua_1' }]).qualifications[0]?.id).toBe('qua_1')
})

it.each([['46', 46], ['１,２００ 人', 1200], ['0', null], ['约四十', null], ['4.5', null]])('reads %s people', (typed, count) => {
  expect(parsePeople(typed)).toBe(count)
})

describe('what would surely be refused', () => {
  it('is named at its field', () => {
    const form = { ...formOf(profile), peopleCount: '约四十' }
    form.qualifications.push(emptyLicence())
    expect(profileProblems(form)).toEqual({ peopleCount: 'number', 'qualifications.1.name': 'required' })
  })

  it('is nothing on a page as it is', () => {
    expect(profileProblems(formOf(profile))).toEqual({})
  })
})
