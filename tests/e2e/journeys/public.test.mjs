// Every public page: at desk and on a phone, with script and without, by keyboard, in print.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DESK, PHONE, isWellMade, openBrowser, openPage } from '../support/browser.mjs'
import { ask, openHouse, until } from '../support/house.mjs'

const LAW = [
  { law_id: 'e1', law_name: '中华人民共和国试验环境法', issuing_body: '试验机关', publish_date: '2025-01-01', effective_date: '2025-03-01', version_date: '2025-01-01', level: '法律' },
]
let house, browser, paths

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
  importLaw()
  const { providers, demands } = await ask(house.address, '{ providers(first: 2) { nodes { url } } demands(first: 1) { nodes { url } } }')
  const law = await until(async () => {
    const { laws } = await ask(house.address, '{ laws(first: 1) { nodes { url } } }')
    return laws.nodes[0]?.url
  })
  paths = [
    '/', '/search?q=%E5%8D%B1%E5%BA%9F', '/search?q=zzzzzz', '/providers', '/providers?region=3205&category=waste',
    '/providers/waste', '/providers/waste?code=HW12&tonnes=300&region=320509', '/providers/waste?code=油&tonnes=0', '/providers/compare',
    `/providers/compare?id=${providers.nodes.map((it) => it.url.split('/').pop()).join('&id=')}`,
    providers.nodes[0].url, `${providers.nodes[0].url}/report`, '/reports', '/quality', '/practice', '/open-data', '/apps', '/ranking', '/providers?sort=rank', '/demands', demands.nodes[0].url, '/policies', law, `${law}/1`,
    '/classroom', '/ask', '/about', '/privacy', '/accessibility',
  ]
})
after(async () => {
  await browser?.close()
  await house?.close()
})

/** One small law of our own, by the ordinary import. */
function importLaw() {
  const file = join(tmpdir(), `greenbridge-e2e-law-${process.pid}.md`)
  const text = `# ${LAW[0].law_name}\n\n2025年1月1日 试验机关通过\n\n<!-- INFO END -->\n\n第一章 总则\n\n第一条 为了试验，制定本法。\n\n第二条 产生危险废物的单位应当登记。\n`
  writeFileSync(file, text)
  const done = house.run('import', 'laws', file, '--json')
  assert.equal(done.status, 0, done.stderr)
}

for (const [name, viewport] of [['desk', DESK], ['phone', PHONE]]) {
  test(`every page is well made at ${name} width`, async () => {
    const page = await openPage(browser, { viewport })
    for (const path of paths) {
      const answer = await page.goto(house.address + path)
      assert.equal(answer.status(), 200, path)
      assert.equal(await page.locator('h1').count(), 1, `${path}: one h1`)
      await isWellMade(page, `${path} ${name}`)
    }
  })
}

test('every page reads without script', async () => {
  const page = await openPage(browser, { script: false })
  for (const path of paths) {
    await page.goto(house.address + path)
    assert.ok((await page.locator('main').innerText()).trim().length > 40, path)
  }
})

test('a search leads from the box to a provider without script', async () => {
  const page = await openPage(browser, { script: false })
  await page.goto(house.address)
  await page.fill('main input[type=search]', '危险废物')
  await page.press('main input[type=search]', 'Enter')
  await page.waitForURL(/\/search\?q=/)
  assert.ok((await page.locator('mark').count()) > 0)
  await page.locator('main a[href^="/providers/"]').first().click()
  await page.waitForURL(/\/providers\/prv_/)
})

test('names are suggested while one types, and the keyboard takes one', async () => {
  const page = await openPage(browser, { viewport: PHONE })
  await page.goto(house.address)
  await page.locator('main input[type=search]').pressSequentially('shangh')
  await page.locator('.suggestions [role=option]').first().waitFor()
  await page.keyboard.press('ArrowDown')
  const name = await page.locator('[aria-selected=true]').evaluate((it) => it.firstChild.data)
  await isWellMade(page, 'suggestions')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/providers\/prv_/)
  assert.equal(await page.locator('h1').innerText(), name)
})

test('the keyboard reaches the text first', async () => {
  const page = await openPage(browser)
  await page.goto(`${house.address}/providers`)
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('href')), '#main')
  await page.keyboard.press('Enter')
  assert.ok(page.url().endsWith('#main'))
})

test('what is not there says so and leads on', async () => {
  const page = await openPage(browser)
  for (const path of ['/nowhere', '/providers/prv_01ARZ3NDEKTSV4RRFFQ69G5FAV', '/demands/x']) {
    const answer = await page.goto(house.address + path)
    assert.equal(answer.status(), 404, path)
    assert.ok((await page.locator('main a').count()) > 0, `${path}: a way on`)
  }
})

test('print leaves the navigation out', async () => {
  const page = await openPage(browser)
  await page.goto(house.address)
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('nav.halls').isVisible(), false)
})
