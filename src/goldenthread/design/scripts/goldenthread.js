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

function printPage (event) {
  event.preventDefault()
  window.print()
}

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')
if (isSupported()) components.forEach((component) => createAll(component))

document.addEventListener('click', (event) => closeMenusOutside(event.target))
document.addEventListener('focusin', (event) => closeMenusOutside(event.target))
document.addEventListener('keydown', closeMenusByKey)
document.querySelectorAll('form[data-send-on-change]').forEach(sendOnChange)
document.querySelectorAll('[data-print]').forEach((button) => {
  button.hidden = false
  button.addEventListener('click', printPage)
})
