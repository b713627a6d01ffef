import { describe, expect, it } from 'vitest'
import { formOf, wordsOf } from './appForm'
import type { AppRowFragment } from './apps.generated'

const APP: AppRowFragment = {
  id: 'app_1',
  name: '全国排污许可证管理信息平台',
  keeper: '生态环境部',
  purpose: '申请排污许可证',
  audience: '排污单位',
  loginHint: '自行注册',
  guide: null,
  url: 'https://permit.mee.gov.cn',
  position: 30,
  link: 'OPENS',
  checkedAt: null,
  revision: 2,
}

describe('the form of a system', () => {
  it('starts with the entry, or after the last one', () => {
    expect(formOf(APP, [APP])).toMatchObject({ name: APP.name, guide: '', position: '30' })
    expect(formOf(null, [APP]).position).toBe('40')
    expect(formOf(null, []).position).toBe('10')
  })

  it('sends nothing for what is empty, and lets the server refuse what is no number', () => {
    const form = formOf(APP, [])
    expect(wordsOf(form)).toMatchObject({ guide: null, url: APP.url, position: 30 })
    expect(wordsOf({ ...form, position: 'x' }).position).toBe(-1)
  })
})
