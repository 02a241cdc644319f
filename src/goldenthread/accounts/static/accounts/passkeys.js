// Passkeys: the browser asks the device, and the answer goes with the form. Everything else here works without a script.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const withBytes = (descriptors) => (descriptors ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

function forCreation({ publicKey }) {
  const { extensions, ...rest } = publicKey;
  return { publicKey: { ...rest, challenge: toBytes(publicKey.challenge), user: { ...publicKey.user, id: toBytes(publicKey.user.id) }, excludeCredentials: withBytes(publicKey.excludeCredentials), extensions: extensions ?? {} } };
}

function forUse({ publicKey }) {
  return { publicKey: { ...publicKey, challenge: toBytes(publicKey.challenge), allowCredentials: withBytes(publicKey.allowCredentials) } };
}

function answer(credential) {
  const { response } = credential;
  const told = { clientDataJSON: toText(response.clientDataJSON) };
  if (response.attestationObject) {
    told.attestationObject = toText(response.attestationObject);
    told.transports = response.getTransports?.() ?? [];
  } else {
    told.authenticatorData = toText(response.authenticatorData);
    told.signature = toText(response.signature);
    told.userHandle = response.userHandle ? toText(response.userHandle) : null;
  }
  return { type: credential.type, id: credential.id, rawId: toText(credential.rawId), authenticatorAttachment: credential.authenticatorAttachment, response: told, clientExtensionResults: credential.getClientExtensionResults() };
}

async function ask(form) {
  const options = JSON.parse(form.dataset.options);
  const credential = form.dataset.passkey === 'create' ? await navigator.credentials.create(forCreation(options)) : await navigator.credentials.get(forUse(options));
  form.elements.credential.value = JSON.stringify(answer(credential));
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const button = form.querySelector('[data-passkey-button]');
  const problem = form.querySelector('[data-passkey-problem]');
  const say = (words) => {
    problem.textContent = words;
    problem.hidden = words === '';
  };
  if (!window.PublicKeyCredential) {
    say('This browser knows no passkeys. An authenticator app works in any browser.');
    continue;
  }
  button.disabled = false;
  button.removeAttribute('aria-disabled');
  form.addEventListener('submit', async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    say('');
    try {
      await ask(form);
      form.submit();
    } catch {
      say('No passkey was given. Try again, or use another way.');
    }
  });
}
