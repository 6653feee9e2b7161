// Must be imported before PyScript's core: turns off those of its plugins that this page has no use for.

for (const name of ['py-config', 'mpy-config']) {
  const config = document.createElement(name);
  config.hidden = true;
  config.setAttribute('type', 'json');
  config.textContent = JSON.stringify({
    plugins: ['!codemirror', '!deprecations-manager', '!donkey', '!error', '!py-editor', '!py-game', '!py-terminal'],
  });
  document.head.append(config);
}
