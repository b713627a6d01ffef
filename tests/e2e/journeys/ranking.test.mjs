// A penalty moves a provider, the provider objects, the association decides; a rule is tried on everybody.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DESK, PHONE, hasNoFault, isWellMade, openBrowser, openPage } from '../support/browser.mjs'
import { ask, openHouse, until } from '../support/house.mjs'
import { choose, signIn } from '../support/people.mjs'

const NUMBER = '沪0118环罚〔2026〕12号'
let house, browser, shot

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
  shot = async (page, name) => {
    if (process.env.GREENBRIDGE_SHOTS) await page.screenshot({ path: `${process.env.GREENBRIDGE_SHOTS}/${name}.png`, fullPage: true })
  }
})
after(async () => {
  await browser?.close()
  await house?.close()
})

/** The page as a visitor reads it. */
async function score(id) {
  const { provider } = await ask(house.address, `{ provider(id: "${id}") { ranking { scoreMilli } } }`)
  return provider.ranking?.scoreMilli ?? null
}

test('a penalty is entered, explained, disputed and taken out', async () => {
  const owner = await signIn(browser, house, 'provider@example.org')
  await owner.goto(`${house.address}/workspace/ranking`)
  await owner.getByText('综合得分').first().waitFor()
  await isWellMade(owner, 'the own ranking')
  await owner.setViewportSize(PHONE)
  await isWellMade(owner, 'the own ranking on a phone')
  await shot(owner, 'own-phone')
  await owner.setViewportSize(DESK)
  await owner.goto(`${house.address}/workspace/provider`)
  const url = await owner.getByRole('link', { name: '查看公开页' }).getAttribute('href')
  const id = url.split('/').pop()
  const clean = await score(id)
  const { provider } = await ask(house.address, `{ provider(id: "${id}") { region { code } } }`)
  const province = { 31: 'shanghai', 32: 'jiangsu', 33: 'zhejiang' }[provider.region.code.slice(0, 2)]

  const moderator = await signIn(browser, house, `moderator.${province}@example.org`)
  await moderator.goto(`${house.address}/workspace/evidence`)
  await isWellMade(moderator, 'entering evidence, nobody chosen')
  await moderator.fill('#find-provider', `${house.address}${url}`)
  await moderator.keyboard.press('Enter')
  await moderator.locator('#field-subject').waitFor()
  await moderator.locator('form button[type=submit]').last().click()
  await moderator.locator('[role=alert]').first().waitFor()
  await isWellMade(moderator, 'evidence with problems')
  await choose(moderator, '#field-ruleCode', '罚款')
  await moderator.fill('#field-subject', NUMBER)
  await moderator.fill('#field-source', '生态环境局行政处罚决定书')
  await moderator.locator('form button[type=submit]').last().click()
  await moderator.locator('.entered', { hasText: NUMBER }).waitFor()
  await shot(moderator, 'evidence')
  await until(async () => (await score(id)) < clean)

  const visitor = await openPage(browser, { script: false })
  await visitor.goto(house.address + url)
  assert.ok((await visitor.locator('main').innerText()).includes(NUMBER), 'the public page says why')
  await shot(visitor, 'public')
  await owner.goto(`${house.address}/workspace/ranking`)
  await owner.getByRole('button', { name: '提出异议' }).first().click()
  await owner.fill('#field-reason', '处罚决定已被法院撤销，判决书（2026）沪03行终88号')
  await owner.locator('.el-dialog button', { hasText: '提出异议' }).click()
  await owner.getByText('异议处理中，暂不计分').first().waitFor()
  await isWellMade(owner, 'a disputed row')
  await shot(owner, 'disputed')
  await until(async () => (await score(id)) === clean)

  await moderator.goto(`${house.address}/workspace/moderation`)
  await moderator.locator('button', { hasText: '对排名依据的异议' }).click()
  await moderator.locator('.decide button[type=submit]').click()
  await moderator.locator('button', { hasText: '对排名依据的异议' }).waitFor({ state: 'detached' })
  await until(async () => {
    await owner.goto(`${house.address}/workspace/ranking`)
    await owner.waitForLoadState('networkidle')
    return (await owner.getByText('异议成立').count()) > 0
  })
  assert.equal(await score(id), clean)
  hasNoFault(owner, 'owner')
  hasNoFault(moderator, 'moderator')
})

test('a rule is drafted, tried on everybody, and published by another association', async () => {
  const one = await signIn(browser, house, 'moderator.shanghai@example.org')
  await one.goto(`${house.address}/workspace/ranking-rules`)
  await one.getByRole('button', { name: '从现行版本起草' }).click()
  await one.fill('#field-title', '资质加分减半')
  await one.fill('#field-note', '有效的资质证书由 50 分改为 25 分')
  await one.locator('[id="rule-qualification.holds"]').fill('25')
  await isWellMade(one, 'a draft')
  await one.locator('form button[type=submit]').click()
  await one.getByText(/家机构：\d+ 家上升/).waitFor()
  await isWellMade(one, 'a trial')
  await shot(one, 'trial')
  await one.setViewportSize(PHONE)
  await isWellMade(one, 'a trial on a phone')
  await shot(one, 'trial-phone')

  const other = await signIn(browser, house, 'moderator.jiangsu@example.org')
  await other.goto(`${house.address}/workspace/ranking-rules`)
  await other.getByRole('button', { name: '发布' }).click()
  await other.locator('.el-dialog button', { hasText: '发布' }).click()
  await until(async () => (await ask(house.address, '{ rankingVersion { number } }')).rankingVersion.number === 2)
  const visitor = await openPage(browser)
  await visitor.goto(`${house.address}/ranking`)
  await visitor.getByText('第 2 版，资质加分减半').first().waitFor()
  await isWellMade(visitor, 'the rules')
  await shot(visitor, 'rules')
  await until(async () => (await house.run('verify', 'ranking')).status === 0)
  hasNoFault(one, 'one')
  hasNoFault(other, 'other')
})
