// The assistant: a question answered with an article in force; one that is refused, handed to an expert, answered,
// published, and found by the next asker. With script and without.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DESK, isWellMade, openBrowser, openPage, PHONE } from '../support/browser.mjs'
import { openHouse, until } from '../support/house.mjs'
import { signIn } from '../support/people.mjs'

const LAW = `# 试验危险废物条例

2026年1月1日 试验大会通过

<!-- INFO END -->

第一条 为了规范危险废物贮存，制定本条例。

第二条 贮存危险废物不得超过一年；确需延长的，应当报经生态环境主管部门批准。

第三条 产生危险废物的单位应当设置危险废物识别标志。未设置的，处五万元以上十万元以下的罚款。

第四条 本条例自2026年3月1日起施行。
`
const LABEL = '危险废物识别标志没有设置罚多少'
const UNKNOWN = '《危险废物贮存污染控制标准》规定废油漆桶最多堆放多少天'

let house, browser, folder

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
  folder = mkdtempSync(join(tmpdir(), 'greenbridge-assistant-'))
  const file = join(folder, '试验危险废物条例(2026-01-01).md')
  writeFileSync(file, LAW)
  const done = house.run('import', 'laws', file, '--json')
  assert.equal(done.status, 0, done.stderr)
})
after(async () => {
  await browser?.close()
  await house?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function shot(page, name) {
  if (process.env.GREENBRIDGE_SHOTS) await page.screenshot({ path: `${process.env.GREENBRIDGE_SHOTS}/${name}.png`, fullPage: true })
}

/** Asks on a page, and waits for the answer. */
async function put(page, question) {
  await page.fill('#q', question)
  await page.locator('form[data-ask] button').click()
  await page.waitForFunction((asked) => document.querySelector('#answer')?.dataset.question === asked, question)
}

for (const script of [true, false]) {
  test(`a question is answered with an article in force, ${script ? 'with' : 'without'} script`, async () => {
    const reader = await openPage(browser, { viewport: script ? DESK : PHONE, script })
    await until(async () => {
      await reader.goto(`${house.address}/ask?q=${encodeURIComponent(LABEL)}`)
      return (await reader.getByText('试验危险废物条例 第三条').count()) > 0
    })
    await reader.goto(`${house.address}/ask`)
    if (script) await put(reader, LABEL)
    else {
      await reader.fill('#q', LABEL)
      await reader.locator('form[data-ask] button').click()
    }
    await reader.getByRole('heading', { name: '最相关的条文' }).waitFor()
    await reader.getByText('现行有效').first().waitFor()
    assert.match(await reader.locator('mark').first().innerText(), /识别标志/)
    if (script) {
      assert.match(decodeURIComponent(reader.url()), /识别标志/, 'the address holds the question')
      await put(reader, '危险废物最多能贮存多久')
      assert.equal(await reader.locator('details.card summary').innerText(), LABEL, 'what was asked before stands above')
      await isWellMade(reader, 'an answer at a desk')
      await shot(reader, 'ask-desk')
      await reader.setViewportSize(PHONE)
      await isWellMade(reader, 'an answer on a phone')
      await shot(reader, 'ask-phone')
      await reader.goBack()
      await reader.waitForFunction((asked) => document.querySelector('#answer')?.dataset.question === asked, LABEL)
    }
    await reader.getByRole('link', { name: '试验危险废物条例 第三条' }).first().click()
    await reader.getByText('处五万元以上十万元以下的罚款').first().waitFor()
  })
}

test('what is not known goes to an expert, is answered, published, and found by the next asker', async () => {
  const keeper = await signIn(browser, house, 'moderator.jiangsu@example.org')
  await keeper.goto(`${house.address}/workspace/consultations`)
  await keeper.getByRole('button', { name: '登记专家' }).click()
  await keeper.fill('#field-email', 'moderator.shanghai@example.org')
  await keeper.fill('#field-name', '王工')
  await keeper.fill('#field-unit', '上海市环境保护产业协会')
  await keeper.selectOption('#field-fields', 'SOLID_WASTE')
  await keeper.locator('.el-dialog .el-button--primary').click()
  await keeper.locator('.el-dialog').waitFor({ state: 'hidden' })

  const reader = await openPage(browser, { viewport: PHONE, script: false })
  await reader.goto(`${house.address}/ask?q=${encodeURIComponent(UNKNOWN)}`)
  await reader.getByRole('heading', { name: '这个问题现在答不了' }).waitFor()
  await reader.getByRole('link', { name: '问问专家' }).first().click()
  await reader.selectOption('#field', 'solid_waste')
  await reader.getByRole('button', { name: /提交|交给专家/ }).click()
  await reader.getByRole('heading', { name: '问题已交给专家' }).waitFor()
  const code = reader.url()

  const expert = await signIn(browser, house, 'moderator.shanghai@example.org')
  await expert.goto(`${house.address}/workspace/consultations`)
  await expert.getByRole('button', { name: /^答复/ }).first().click()
  await expert.fill('#field-answer', '废油漆桶属于危险废物，贮存不得超过一年。')
  await expert.fill('#field-citations', '《试验危险废物条例》第2条')
  await expert.locator('.el-dialog .el-button--primary').click()
  await expert.locator('.el-dialog').waitFor({ state: 'hidden' })
  await keeper.reload()
  await keeper.getByRole('button', { name: /^公开/ }).first().click()
  await keeper.fill('#field-question', '废油漆桶最多可以堆放多少天？')
  await keeper.locator('.el-dialog .el-button--primary').click()
  await keeper.locator('.el-dialog').waitFor({ state: 'hidden' })

  const next = await openPage(browser)
  await next.goto(`${house.address}/ask`)
  await put(next, '废油漆桶最多能堆放多少天')
  await next.getByText('废油漆桶属于危险废物，贮存不得超过一年。').waitFor()
  await isWellMade(next, 'a stored answer')
  const seen = await openPage(browser, { viewport: PHONE })
  await seen.goto(code)
  await seen.getByText('已答复并公开').first().waitFor()
  await isWellMade(seen, 'the page of a code')
  await keeper.goto(`${house.address}/workspace/answers`)
  await keeper.getByRole('heading', { name: '草稿' }).waitFor()
  await isWellMade(keeper, 'what editors see')
  await shot(keeper, 'ask-editors')
})
