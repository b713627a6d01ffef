// Chromium as people have it, and what every page must pass.
import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { chromium } from 'playwright-core'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const DESK = { width: 1280, height: 900 }
export const PHONE = { width: 390, height: 844 }

export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS })
}

/** A page of a person with a browser of their own; what goes wrong in it is kept in `faults`. */
export async function openPage(browser, { viewport = DESK, script = true } = {}) {
  const context = await browser.newContext({
    viewport,
    javaScriptEnabled: script,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.faults = []
  page.on('pageerror', (error) => page.faults.push(error.message))
  page.on('console', (line) => {
    if (line.type() === 'error') page.faults.push(line.text())
  })
  return page
}

/** Nothing that axe finds, contrast included, no sideways scroll, no fault in the console. */
export async function isWellMade(page, name) {
  // Half faded in, a text has less contrast than anybody reads it with.
  await page.waitForFunction(() => document.getAnimations().every((it) => it.playState !== 'running'))
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map((it) => `${it.id}: ${it.nodes[0]?.html.slice(0, 160)}`)
  assert.deepEqual(found, [], `${name}: axe`)
  hasNoFault(page, name)
  const overhang = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  assert.ok(overhang <= 0, `${name}: ${overhang} px wider than the screen`)
}

export function hasNoFault(page, name) {
  assert.deepEqual(page.faults, [], `${name}: console`)
}
