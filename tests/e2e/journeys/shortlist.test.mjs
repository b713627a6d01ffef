// A dye works in Wujiang finds who may take 300 tonnes of HW12, compares them, sees why the first
// stands first, and keeps the shortlist.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DESK, PHONE, hasNoFault, isWellMade, openBrowser } from '../support/browser.mjs'
import { ask, openHouse } from '../support/house.mjs'
import { signIn } from '../support/people.mjs'

let house, browser, shot

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
  shot = async (page, name) => {
    if (process.env.GREENBRIDGE_SHOTS) await page.screenshot({ path: `${process.env.GREENBRIDGE_SHOTS}/${name}.png` })
  }
})
after(async () => {
  await browser?.close()
  await house?.close()
})

test('a lawful handler is found, compared, explained and kept', async () => {
  const officer = await signIn(browser, house, 'enterprise@example.org')
  await officer.goto(`${house.address}/providers/waste`)
  await officer.fill('#w-code', 'HW12')
  await officer.fill('#w-tonnes', '300')
  await officer.selectOption('#f-region', '3205')
  await officer.getByRole('button', { name: '找持证机构' }).click()
  await officer.getByRole('heading', { name: /家机构的许可证覆盖这批废物/ }).waitFor()
  const found = await officer.locator('article.hit h2 a').allInnerTexts()
  assert.ok(found.length >= 3, 'three to compare')
  await isWellMade(officer, 'who may take the waste')
  await shot(officer, 'walk-1-lawful')
  await officer.setViewportSize(PHONE)
  await isWellMade(officer, 'who may take the waste on a phone')
  const first = await officer.locator('article.hit').first().boundingBox()
  assert.ok(first.y < 2 * PHONE.height, 'the first answer is near on a phone')
  await officer.setViewportSize(DESK)

  await officer.getByRole('link', { name: /^对比前/ }).click()
  await officer.locator('table.compare').waitFor()
  const compared = await officer.locator('table.compare thead a').allInnerTexts()
  assert.ok(compared.length >= 3 && compared.every((it) => found.includes(it)))
  await isWellMade(officer, 'the comparison')
  await shot(officer, 'walk-2-compared')

  const list = officer.url()
  await officer.locator('table.compare thead a').first().click()
  await officer.getByRole('heading', { name: '为什么排在这里' }).waitFor()
  await officer.getByRole('heading', { name: '为什么排在这里' }).scrollIntoViewIfNeeded()
  await shot(officer, 'walk-3-why')

  await officer.goto(list)
  await officer.getByRole('link', { name: '存为候选名单' }).click()
  await officer.locator('#field-title').waitFor()
  await officer.locator('form button[type=submit]').click()
  await officer.locator('[role=alert]').first().waitFor()
  await isWellMade(officer, 'a shortlist without a name')
  await officer.fill('#field-title', '2026 年染料废物处置比选')
  await officer.locator('form button[type=submit]').click()
  await officer.locator('dl.facts').waitFor()
  await officer.getByRole('button', { name: /^不入选：/ }).last().click()
  await officer.fill('#field-reason', '运距超过 200 公里')
  await officer.locator('.el-dialog button', { hasText: '不入选' }).click()
  await officer.getByRole('heading', { name: '未入选机构' }).waitFor()
  await isWellMade(officer, 'a shortlist')
  await officer.getByRole('button', { name: '锁定名单' }).click()
  await officer.locator('.el-dialog button', { hasText: '锁定名单' }).click()
  await officer.getByText('内容与锁定时一致').waitFor()
  await isWellMade(officer, 'a locked shortlist')
  await shot(officer, 'walk-4-locked')
  await officer.setViewportSize(PHONE)
  await isWellMade(officer, 'a locked shortlist on a phone')
  await officer.goto(`${house.address}/workspace/shortlists`)
  await officer.getByText('2026 年染料废物处置比选').waitFor()
  await isWellMade(officer, 'the shortlists on a phone')
  hasNoFault(officer, 'officer')

  const { search } = await ask(house.address, '{ search(query: "HW12") { totalCount } }')
  assert.ok(search.totalCount >= found.length, 'the search knows them as well')
})
