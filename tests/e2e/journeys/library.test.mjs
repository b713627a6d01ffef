// The law library: from a question to the article in force, from an old citation to its successor, and a moderator
// through one ripple.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DESK, PHONE, isWellMade, openBrowser, openPage } from '../support/browser.mjs'
import { ask, openHouse, until } from '../support/house.mjs'
import { signIn } from '../support/people.mjs'

const head = (title, day, act) => `# ${title}\n\n${day} 试验大会${act}\n\n<!-- INFO END -->\n\n`
const OLD = `${head('试验水法', '2010年1月1日', '通过')}第一条 为了治水，制定本法。

第二条 未取得排污许可证排放水污染物的，处十万元以上一百万元以下的罚款。

第三条 依照本法第二条处罚的，应当公开。

第四条 本法自2010年3月1日起施行。
`
const CODE = `${head('试验环境法典', '2020年1月1日', '通过')}第一条 为了保护环境，制定本法。

第二条 国家鼓励公众举报污染。

第三条 未取得排污许可证排放污染物的，责令改正，处二十万元以上一百万元以下的罚款。

第四条 本法自2020年3月1日起施行。《试验水法》同时废止。
`
/** The name of a law that duties of the platform rest on, with words of our own. */
const rule = (sentence) =>
  Array.from({ length: 24 }, (_, at) => `第${at + 1}条 ${at + 1 === 22 ? sentence : `试验条文之${at + 1}。`}`).join('\n\n')
const RULE = `${head('排污许可管理条例', '2021年1月24日', '通过')}${rule('排污单位应当每年提交执行报告。')}\n`
const NEWER = `${head('排污许可管理条例', '2026年1月24日', '修订')}${rule('排污单位应当每季度提交执行报告，并公开。')}\n`

let house, browser, folder

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
  folder = mkdtempSync(join(tmpdir(), 'greenbridge-library-'))
  for (const [name, text] of [['试验水法(2010-01-01)', OLD], ['试验环境法典(2020-01-01)', CODE], ['排污许可管理条例(2021-01-24)', RULE]]) bring(name, text)
})
after(async () => {
  await browser?.close()
  await house?.close()
  rmSync(folder, { recursive: true, force: true })
})

function bring(name, text) {
  const file = join(folder, `${name}.md`)
  writeFileSync(file, text)
  const done = house.run('import', 'laws', file, '--json')
  assert.equal(done.status, 0, done.stderr)
}

async function shot(page, name) {
  if (process.env.GREENBRIDGE_SHOTS) await page.screenshot({ path: `${process.env.GREENBRIDGE_SHOTS}/${name}.png`, fullPage: true })
}

/** Looks at what a page without script shows, with the script that looking needs. */
async function wellMadeAt(address, name) {
  const page = await openPage(browser)
  await page.goto(address)
  await onBoth(page, name)
  await page.close()
}

async function onBoth(page, name) {
  await isWellMade(page, name)
  await shot(page, name)
  await page.setViewportSize(PHONE)
  await isWellMade(page, `${name} on a phone`)
  await page.setViewportSize(DESK)
}

test('a factory owner finds what holds, without script', async () => {
  const page = await openPage(browser, { script: false })
  await until(async () => (await ask(house.address, '{ search(query: "排污许可证 罚款", kinds: [ARTICLE]) { totalCount } }')).search.totalCount > 0)
  await page.goto(`${house.address}/search`)
  await page.fill('main input[type=search]', '没证排污罚多少')
  await page.press('main input[type=search]', 'Enter')
  await page.getByRole('link', { name: /试验环境法典.*第3条|试验环境法典 第三条/ }).first().click()
  await page.getByRole('heading', { level: 1, name: /试验环境法典/ }).waitFor()
  assert.match(await page.locator('main').innerText(), /现行有效/)
  await wellMadeAt(page.url(), 'library-1-article')
})

test('an old citation leads to what took its place', async () => {
  await until(async () => (await ask(house.address, '{ successions(filter: { oldLaw: "试验水法" }) { totalCount } }')).successions.totalCount > 0)
  const page = await openPage(browser, { script: false })
  await page.goto(`${house.address}/policies/试验水法/2`)
  await page.getByText('这一条所在的文件已废止').waitFor()
  await wellMadeAt(page.url(), 'library-2-old')
  await page.getByRole('link', { name: '逐字对照' }).first().click()
  await page.locator('ins').first().waitFor()
  await wellMadeAt(page.url(), 'library-3-compared')
  await page.goto(`${house.address}/policies/试验水法/2`)
  await page.getByRole('link', { name: '试验环境法典 第三条' }).click()
  await page.getByRole('heading', { name: '原条文' }).waitFor()
  await page.goto(`${house.address}/policies/试验水法?on=2015-05-05`)
  await page.getByText('这是 2015年5月5日的状态').waitFor()
  await wellMadeAt(page.url(), 'library-7-day')

  const moderator = await signIn(browser, house, 'moderator.shanghai@example.org')
  await moderator.goto(`${house.address}/workspace/successions`)
  await moderator.getByRole('button', { name: '确认 试验水法 第二条 到 试验环境法典 第三条' }).click()
  await onBoth(moderator, 'library-4-decide')
  await moderator.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await moderator.getByText('已处理 1 条').first().waitFor()
  await page.goto(`${house.address}/policies/试验水法/2`)
  assert.match(await page.locator('main').innerText(), /已人工确认/)
})

test('a moderator goes through a ripple', async () => {
  bring('排污许可管理条例(2026-01-24)', NEWER)
  const moderator = await signIn(browser, house, 'moderator.shanghai@example.org')
  await until(async () => {
    await moderator.goto(`${house.address}/workspace/ripples`)
    await moderator.getByRole('heading', { level: 1 }).waitFor()
    return (await moderator.getByText('提交排污许可证执行报告').count()) > 0
  })
  const row = moderator.getByRole('listitem').filter({ hasText: '提交排污许可证执行报告' }).first()
  assert.match(await row.locator('ins').allInnerTexts().then((it) => it.join('')), /季度/)
  await onBoth(moderator, 'library-5-ripple')
  await row.getByRole('button', { name: /^结案/ }).click()
  const dialog = moderator.getByRole('dialog')
  await dialog.getByText('已经改好').click()
  await dialog.locator('#field-note').fill('改为每季度提交')
  await isWellMade(moderator, 'closing a ripple')
  await dialog.getByRole('button', { name: '结案' }).click()
  await moderator.getByText('已结案').first().waitFor()
  await moderator.goto(`${house.address}/workspace/ripples?state=mended`)
  await moderator.getByText('改为每季度提交').waitFor()
})

test('limits, duties and three regions read without script', async () => {
  const page = await openPage(browser, { script: false })
  for (const path of [
    '/policies/limits?pollutant=COD&industry=印染&discharge=direct&region=320509',
    '/policies/duties?class=key&industry=C1713&region=31&trait=HAZARDOUS_WASTE_PRODUCER',
    '/policies/compare-regions',
    '/policies/compare',
    '/policies/试验水法/succession',
  ]) {
    await page.goto(house.address + path)
    await page.locator('h1').waitFor()
    await wellMadeAt(page.url(), path.split('?')[0].replaceAll('/', '-').slice(1))
  }
  await page.goto(`${house.address}/policies/limits?pollutant=COD&industry=印染&discharge=direct&region=320509`)
  assert.match(await page.locator('main li').first().innerText(), /DB32\/1072/)
  await shot(page, 'library-6-limits')
})
