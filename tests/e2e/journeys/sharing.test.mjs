// A provider hands a buyer a dated copy of its page, sees who looked, and takes it back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isWellMade, openBrowser, openPage, PHONE } from '../support/browser.mjs'
import { openHouse } from '../support/house.mjs'
import { signIn } from '../support/people.mjs'

let house, browser

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.close()
})

test('a share code opens a copy until it is revoked, and its provider sees each opening', async () => {
  const provider = await signIn(browser, house, 'provider@example.org')
  await provider.goto(`${house.address}/workspace/share-codes`)
  await provider.fill('#field-label', '吴江印染采购')
  await isWellMade(provider, 'the form of a share code')
  await provider.getByRole('button', { name: '生成共享码' }).click()
  await provider.getByRole('heading', { name: '共享地址已生成' }).waitFor()
  await isWellMade(provider, 'a new share code')
  const address = await provider.locator('code', { hasText: '/shared/' }).innerText()
  await provider.getByRole('button', { name: '我已复制' }).click()

  const buyer = await openPage(browser, { viewport: PHONE })
  await buyer.goto(address)
  await buyer.getByRole('heading', { name: '资质与许可' }).waitFor()
  await isWellMade(buyer, 'a shared page')

  await provider.setViewportSize(PHONE)
  await provider.reload()
  await provider.getByRole('button', { name: '吴江印染采购的打开记录' }).click()
  await provider.getByText('未登录的访客').waitFor()
  await isWellMade(provider, 'the openings')
  await provider.keyboard.press('Escape')
  await provider.getByRole('dialog').waitFor({ state: 'hidden' })
  await provider.getByRole('button', { name: '撤销吴江印染采购' }).click()
  await provider.getByRole('dialog').getByRole('button', { name: '撤销' }).click()
  await provider.getByText('已撤销', { exact: true }).waitFor()
  const gone = await buyer.goto(address)
  assert.equal(gone.status(), 404)
})
