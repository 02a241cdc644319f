/* Every page works without this file. It adds what a browser can do better: counting characters, selecting every
   row of a table, closing an open menu. */
import {
  createAll, isSupported, Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner,
  PasswordInput, Radios, ServiceNavigation, SkipLink,
} from './govuk-frontend.js'
import { MultiSelect } from './moj-multi-select.js'

const components = [
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios,
  ServiceNavigation, SkipLink, MultiSelect,
]

function openMenus () {
  return document.querySelectorAll('details[data-menu][open]')
}

/* A menu closes when attention goes elsewhere; without the script its own heading closes it. */
function closeMenusOutside (target) {
  openMenus().forEach((menu) => {
    if (!menu.contains(target)) menu.open = false
  })
}

function closeMenusByKey (event) {
  if (event.key !== 'Escape') return
  openMenus().forEach((menu) => {
    const heldFocus = menu.contains(document.activeElement)
    menu.open = false
    if (heldFocus) menu.querySelector('summary').focus()
  })
}

/* A form marked so is sent as soon as a choice is made; its button stays for everyone else. */
function sendOnChange (form) {
  form.addEventListener('change', () => form.requestSubmit())
}

/* What such an element says is asked for again every few seconds while someone looks; without the script, by loading the page. */
const POLL_MILLISECONDS = 10000

function poll (element) {
  setInterval(async () => {
    if (document.hidden) return
    try {
      const answer = await fetch(element.dataset.poll, { headers: { Accept: 'text/html' } })
      if (!answer.ok || answer.redirected) return
      const text = (await answer.text()).trim()
      if (text !== element.innerHTML.trim()) element.innerHTML = text
    } catch { /* offline for a moment: what stands there stays */ }
  }, POLL_MILLISECONDS)
}

function printPage (event) {
  event.preventDefault()
  window.print()
}

/* Files go one by one, each with its progress and its own answer; a file that is refused keeps no other from going.
   Without the script the form sends them all at once. */
function sendFile (form, file, row) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const body = new FormData(form)
    const input = form.querySelector('input[type=file]')
    const bar = row.querySelector('progress')
    const said = row.querySelector('.gt-uploads__said')
    body.delete(input.name)
    body.append(input.name, file)
    request.upload.addEventListener('progress', (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total })
    request.addEventListener('loadend', () => {
      let answer = { added: false, said: 'The connection was lost. Add it again.' }
      if (request.status && request.getResponseHeader('Content-Type')?.startsWith('application/json')) answer = JSON.parse(request.responseText)
      bar.remove()
      said.textContent = answer.added ? 'Added' : answer.said
      row.classList.add(answer.added ? 'gt-uploads__file--added' : 'gt-uploads__file--refused')
      resolve(answer.added)
    })
    request.open('POST', form.action)
    request.setRequestHeader('X-Requested-With', 'fetch')
    request.send(body)
  })
}

function listFile (list, file) {
  const row = document.createElement('li')
  const name = document.createElement('span')
  const bar = document.createElement('progress')
  const said = document.createElement('span')
  row.className = 'gt-uploads__file'
  said.className = 'gt-uploads__said'
  name.textContent = file.name
  bar.max = 1
  bar.value = 0
  bar.setAttribute('aria-label', `Sending ${file.name}`)
  row.append(name, bar, said)
  list.append(row)
  return row
}

function sendFilesOneByOne (form) {
  const input = form.querySelector('input[type=file]')
  const list = form.querySelector('.gt-uploads')
  form.addEventListener('submit', async (event) => {
    if (!input.files.length) return
    event.preventDefault()
    list.hidden = false
    list.replaceChildren()
    const files = [...input.files]
    const rows = files.map((file) => listFile(list, file))
    let all = true
    for (const [place, file] of files.entries()) all = (await sendFile(form, file, rows[place])) && all
    if (all) window.location.assign(form.dataset.back)
  })
}

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
if (isSupported()) components.forEach((component) => createAll(component))

document.addEventListener('click', (event) => closeMenusOutside(event.target))
document.addEventListener('focusin', (event) => closeMenusOutside(event.target))
document.addEventListener('keydown', closeMenusByKey)
document.querySelectorAll('form[data-send-on-change]').forEach(sendOnChange)
document.querySelectorAll('form[data-uploads]').forEach(sendFilesOneByOne)
document.querySelectorAll('[data-poll]').forEach(poll)
document.querySelectorAll('[data-print]').forEach((button) => {
  button.hidden = false
  button.addEventListener('click', printPage)
})

/* Answers are saved as they are typed: the form goes to its own address with a header that says so. What it says back is
   the fingerprint of each stored answer, so that nothing another person answers meanwhile is written over. */
const TYPED_FOR = 1200

function saveAsTyped (form) {
  const said = form.querySelector('[data-saved]')
  let waiting = 0
  let saving = Promise.resolve()
  async function save () {
    const data = new FormData(form)
    form.querySelectorAll('input[type=file]').forEach((input) => data.delete(input.name))
    Array.from(data.keys()).filter((name) => name.startsWith('drop-')).forEach((name) => data.delete(name))
    try {
      const answer = await fetch(form.action || window.location.href, {
        method: 'POST', body: data, headers: { 'X-Saved-As-Typed': 'yes' }, credentials: 'same-origin',
      })
      const kind = answer.headers.get('Content-Type') || ''
      if (!kind.includes('json')) throw new Error('not saved')
      const told = await answer.json()
      Object.entries(told.seen).forEach(([key, seen]) => {
        const input = form.querySelector(`input[name="seen-${key}"]`)
        if (input) input.value = seen
      })
      const others = Object.values(told.meanwhile)
      said.textContent = others.length ? `${others[0]} Press “Save and stay here” to see both.` : 'Saved'
    } catch {
      said.textContent = 'Not saved yet: it is saved with the next change, or when you press “Save and go on”.'
    }
  }
  function soon () {
    window.clearTimeout(waiting)
    waiting = window.setTimeout(() => { saving = saving.then(save) }, TYPED_FOR)
  }
  form.addEventListener('input', (event) => { if (event.target.type !== 'file') soon() })
  form.addEventListener('submit', () => window.clearTimeout(waiting))
}

/* A question that depends on another on the same page comes and goes with its answer; without the script it says when it is meant. */
function showByCondition (form) {
  const parts = Array.from(form.querySelectorAll('[data-only-if]'))
  function chosen (name) {
    return Array.from(form.querySelectorAll(`[name="${name}"]`))
      .filter((input) => input.tagName === 'SELECT' || input.checked).map((input) => input.value)
  }
  function update () {
    parts.forEach((part) => {
      const name = part.dataset.onlyIf
      const there = form.querySelector(`[name="${name}"]`)
      if (!there) return
      const hidden = there.closest('[data-only-if]')?.hidden
      part.hidden = hidden || !chosen(name).some((value) => part.dataset.is.split('|').includes(value))
    })
  }
  form.addEventListener('change', update)
  update()
}

document.querySelectorAll('form[data-save-as-typed]').forEach(saveAsTyped)
document.querySelectorAll('form.gt-answering').forEach(showByCondition)
