// A provider says what its page shall say, the association checks it, the public page shows it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DESK, hasNoFault, isWellMade, openBrowser, PHONE } from '../support/browser.mjs'
import { openHouse, until } from '../support/house.mjs'
import { choose, letIn, register } from '../support/people.mjs'

const NAME = '吴江试验处置有限公司'
const INTRODUCTION = '专做印染和机加工企业的危险废物收集、贮存和处置，自有危险品运输车队，可在两天内上门，联单和台账由我们协助办理。'
let house, browser

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.close()
})

test('a provider edits its page, a moderator approves, the public page shows it', async () => {
  const owner = await register(browser, house, { kind: 'PROVIDER', name: NAME, number: 31 })
  await letIn(browser, house, 'moderator.jiangsu@example.org', [NAME])
  await until(async () => {
    await owner.goto(`${house.address}/workspace/provider`)
    await owner.waitForLoadState('networkidle')
    return (await owner.locator('#field-shortName').count()) > 0
  })
  await isWellMade(owner, 'an empty profile')
  await owner.fill('#field-shortName', '试验处置')
  await owner.fill('#field-introduction', INTRODUCTION)
  await choose(owner, '#field-categories', '危险废物')
  await owner.getByRole('button', { name: '添加类别' }).click()
  await choose(owner, '#field-serviceRegions', '江苏省')
  await owner.getByRole('button', { name: '添加地区' }).click()
  await owner.fill('#field-peopleCount', '四十六')
  await owner.getByRole('button', { name: '添加资质' }).click()
  await owner.locator('form button[type=submit]').click()
  await owner.locator('[role=alert]', { hasText: '有 2 处需要改正' }).waitFor()
  await isWellMade(owner, 'a profile with problems')
  await owner.fill('#field-peopleCount', '46')
  await licence(owner, { name: '危险废物经营许可证', number: 'JS0509OOD031', issuer: '江苏省生态环境厅', wasteClasses: 'HW09', validTo: '2031-12-31' })
  await owner.setViewportSize(PHONE)
  await isWellMade(owner, 'a profile on a phone')
  await owner.setViewportSize(DESK)
  await owner.locator('form button[type=submit]').click()
  await owner.getByText('修改正在审核').waitFor()
  await isWellMade(owner, 'a profile that waits')

  const page = await owner.getByRole('link', { name: '查看公开页' }).getAttribute('href')
  await owner.goto(house.address + page)
  assert.equal(await owner.getByText('JS0509OOD031').count(), 0, 'nothing is public before the check')
  await letIn(browser, house, 'moderator.jiangsu@example.org', [`${NAME}的机构资料`])
  await until(async () => {
    await owner.goto(house.address + page)
    return (await owner.getByText('JS0509OOD031').count()) > 0
  })
  await owner.getByText(INTRODUCTION).waitFor()
  await owner.getByText('机构自报').first().waitFor()
  await isWellMade(owner, 'the public page')
  hasNoFault(owner, 'owner')
})

/** Fills in the only licence of the form. */
async function licence(page, fields) {
  for (const [field, value] of Object.entries(fields)) {
    await page.locator(`[id="field-qualifications.0.${field}"]`).fill(value)
  }
}
