// A page is wrong: said without any script, mended by the association, and told; and the navigation to other systems is kept.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isWellMade, openBrowser, openPage, PHONE } from '../support/browser.mjs'
import { openHouse, until } from '../support/house.mjs'
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

test('a visitor without script reports an error, and the association mends it', async () => {
  const reader = await openPage(browser, { viewport: PHONE, script: false })
  await reader.goto(`${house.address}/providers?region=32`)
  await reader.locator('.hit h2 a').first().click()
  const name = await reader.locator('h1').innerText()
  await reader.getByRole('link', { name: /报错.*资质与许可/ }).click()
  await reader.fill('#text', '错')
  await reader.fill('#email', 'nobody')
  await reader.getByRole('button', { name: '提交报错' }).click()
  await reader.getByText('没有提交，请先改正').waitFor()
  assert.equal(await reader.inputValue('#email'), 'nobody', 'what was typed stays')
  await reader.fill('#text', '许可证编号少了一位，见省厅公告')
  await reader.fill('#email', 'reader@example.org')
  await reader.getByRole('button', { name: '提交报错' }).click()
  await reader.getByText('已收到，等协会核实').waitFor()
  const receipt = reader.url()

  const moderator = await signIn(browser, house, 'moderator.jiangsu@example.org')
  await moderator.goto(`${house.address}/workspace/moderation`)
  await moderator.locator('button', { hasText: `报错：${name}` }).first().click()
  await moderator.getByText('许可证编号少了一位').first().waitFor()
  await isWellMade(moderator, 'a report in the queue')
  await moderator.locator('.decide button[type=submit]').click()

  const seen = await openPage(browser, { viewport: PHONE })
  await until(async () => {
    await seen.goto(receipt)
    return (await seen.getByText('经核实，页面已经更正').count()) > 0
  })
  await isWellMade(seen, 'a receipt')
  await seen.goto(`${house.address}/quality`)
  await seen.getByText('1 件').first().waitFor()
})

test('the system administrator keeps the navigation to other systems', async () => {
  const keeper = await signIn(browser, house, 'system.administrator@example.org')
  await keeper.goto(`${house.address}/workspace/apps`)
  await keeper.locator('table').waitFor()
  await isWellMade(keeper, 'the systems')
  await keeper.getByRole('button', { name: '加入系统' }).click()
  await keeper.fill('#field-name', '园区水平台')
  await keeper.fill('#field-keeper', '园区管委会')
  await keeper.fill('#field-purpose', '查看园区集中治理设施的接管余量')
  await keeper.fill('#field-audience', '园区企业')
  await keeper.fill('#field-loginHint', '由管委会开户')
  await keeper.fill('#field-url', 'http://10.0.0.8/')
  await isWellMade(keeper, 'the form of a system')
  await keeper.getByRole('button', { name: '保存并公开' }).click()
  await keeper.getByText('请填写 https://').first().waitFor()
  await keeper.fill('#field-url', '')
  await keeper.getByRole('button', { name: '保存并公开' }).click()
  await keeper.getByText('园区水平台').first().waitFor()

  const reader = await openPage(browser, { viewport: PHONE })
  await reader.goto(`${house.address}/apps`)
  await reader.getByRole('heading', { name: '园区水平台' }).waitFor()
  await isWellMade(reader, 'the navigation')
  await keeper.getByRole('button', { name: '撤下园区水平台' }).click()
  await keeper.getByRole('dialog').getByRole('button', { name: '撤下' }).click()
  await keeper.getByRole('button', { name: '撤下园区水平台' }).waitFor({ state: 'detached' })
  await reader.reload()
  assert.equal(await reader.getByRole('heading', { name: '园区水平台' }).count(), 0)
})
