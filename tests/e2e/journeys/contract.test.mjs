// From an award to the reviews, by the two sides in two browsers.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hasNoFault, isWellMade, openBrowser, PHONE } from '../support/browser.mjs'
import { ask, openHouse, until } from '../support/house.mjs'
import { approveNeed, bidFor, postNeed, signIn } from '../support/people.mjs'

const MINUTE = 60_000
const TITLE = '盛泽镇废乳化液季度收运'
let house, browser

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.close()
})

/** Confirms the dialog that is open, and waits until it has gone. */
async function confirm(page) {
  await page.locator('.el-dialog .el-button--primary').click()
  await page.locator('.el-dialog').waitFor({ state: 'detached' })
}

/** Opens the newest contract of the list. */
async function openContract(page) {
  await page.goto(`${house.address}/workspace/contracts`)
  await page.locator('table a').first().click()
  await page.locator('#signing-head').waitFor()
}

async function review(page, count, text) {
  for (const group of await page.locator('.el-radio-group').all()) await group.locator('label').nth(count - 1).click()
  await page.fill('#field-text', text)
  await page.getByRole('button', { name: '提交评价' }).click()
  await page.locator('#field-text').waitFor({ state: 'detached' })
}

/** A need that was posted, checked, bid for, and awarded. */
async function award(enterprise, provider) {
  const deadline = Math.ceil((Date.now() + 40_000) / MINUTE) * MINUTE
  const id = await postNeed(enterprise, house, TITLE, deadline)
  await approveNeed(browser, house, TITLE)
  await until(async () => {
    const { demand } = await ask(house.address, 'query($id: ID!) { demand(id: $id) { state } }', { id })
    return demand?.state === 'PUBLISHED'
  })
  await bidFor(provider, house, id)
  await enterprise.goto(`${house.address}/workspace/demands/${id}`)
  await until(async () => {
    await enterprise.reload()
    await enterprise.waitForSelector('h1')
    return (await enterprise.locator('tbody button', { hasText: '选定' }).count()) > 0
  }, 3 * MINUTE, 2_000)
  await enterprise.locator('tbody button', { hasText: '选定' }).first().click()
  await enterprise.locator('.el-dialog .el-button--primary').click()
  await until(async () => {
    const { demand } = await ask(house.address, 'query($id: ID!) { demand(id: $id) { contract { state } } }', { id })
    return demand?.contract?.state === 'DRAFT'
  })
  return id
}

test('two sides sign, deliver, accept, dispute, pay and review', async () => {
  const enterprise = await signIn(browser, house, 'enterprise@example.org')
  const provider = await signIn(browser, house, 'provider@example.org')
  const id = await award(enterprise, provider)

  await openContract(enterprise)
  await isWellMade(enterprise, 'a draft')
  await enterprise.getByRole('link', { name: '修改条款' }).click()
  await enterprise.getByRole('button', { name: '加一个节点' }).click()
  const titles = enterprise.locator('.milestone label:first-child input')
  await titles.nth(0).fill('首次收运')
  await titles.nth(1).fill('其余收运')
  await enterprise.locator('.milestone label:nth-child(3) input').nth(0).fill('40')
  await enterprise.getByText('比例还差 60%').waitFor()
  await enterprise.locator('.milestone label:nth-child(3) input').nth(1).fill('60')
  await enterprise.getByText('比例合计 100%').waitFor()
  await isWellMade(enterprise, 'the terms')
  await enterprise.getByRole('button', { name: '保存条款' }).click()
  await enterprise.locator('#signing-head').waitFor()
  await enterprise.getByRole('button', { name: '签署合同' }).click()
  await confirm(enterprise)
  await enterprise.getByText('本单位已签，等待对方签署。').waitFor()

  await openContract(provider)
  await provider.getByRole('button', { name: '签署合同' }).click()
  await confirm(provider)
  await provider.getByText('双方签署生效').waitFor()
  await provider.getByRole('button', { name: '提交交付 首次收运' }).click()
  await provider.fill('#field-note', '首次收运完成，联单已上传。')
  await confirm(provider)
  await provider.getByRole('button', { name: '提交交付 其余收运' }).click()
  await provider.fill('#field-note', '全部收运完成。')
  await confirm(provider)
  await isWellMade(provider, 'an active contract')

  await enterprise.reload()
  await enterprise.getByRole('button', { name: '提出争议' }).click()
  await enterprise.fill('#field-claim', '首次收运的联单缺少第三联，请补齐。')
  await confirm(enterprise)
  await enterprise.getByRole('button', { name: '已协商解决' }).click()
  await enterprise.fill('#field-outcome', '第三联已补齐')
  await confirm(enterprise)
  await enterprise.getByRole('button', { name: '验收 首次收运' }).click()
  await confirm(enterprise)
  await enterprise.getByRole('button', { name: '登记已付款 首次收运' }).click()
  await confirm(enterprise)
  await enterprise.getByRole('button', { name: '验收 其余收运' }).click()
  await confirm(enterprise)
  await enterprise.locator('#reviews-head').waitFor()
  await isWellMade(enterprise, 'a completed contract')
  await review(enterprise, 5, '按时收运，联单齐全，沟通顺畅。')
  assert.equal(await enterprise.getByText('待揭晓').count(), 1)

  await provider.reload()
  await provider.locator('#reviews-head').waitFor()
  assert.equal(await provider.getByText('联单齐全').count(), 0, 'not read before the own review is in')
  await provider.getByRole('button', { name: '确认收款 首次收运' }).click()
  await confirm(provider)
  await review(provider, 4, '需求写得清楚，现场配合，付款及时。')
  await provider.getByText('联单齐全').waitFor()
  await provider.setViewportSize(PHONE)
  await isWellMade(provider, 'a reviewed contract on a phone')
  await provider.setViewportSize({ width: 1280, height: 900 })

  await provider.goto(`${house.address}/demands/${id}`)
  await provider.getByText('已验收 2 / 2 个节点').waitFor()
  await provider.getByText('需求写得清楚').waitFor()
  await isWellMade(provider, 'the public page')
  hasNoFault(enterprise, 'enterprise')

  const association = await signIn(browser, house, 'moderator.jiangsu@example.org')
  await association.goto(`${house.address}/workspace/contracts/disputed`)
  await association.locator('table a').first().click()
  await association.getByText('结果：第三联已补齐').waitFor()
  await isWellMade(association, 'a disputed contract')
})
