// How the element looks, around its frame. Constructed, so that no policy about style elements can forbid it.

export const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { display: block; margin: 1em 0; color-scheme: inherit; }
:host([hidden]), [hidden] { display: none !important; }
.box { position: relative; border: 1px solid #878d88; border-radius: 6px; overflow: hidden; background: light-dark(#fff, #1c1f23); color: light-dark(#1b1e21, #e3e6e9); font: 15px/1.4 system-ui, sans-serif; }
iframe { display: block; width: 100%; border: 0; }
img { display: block; width: 100%; height: 100%; object-fit: contain; object-position: 50% 0; }
.still { display: flex; flex-direction: column; }
.picture { flex: 1; min-height: 0; padding: 8px; box-sizing: border-box; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 14px; padding: 8px 12px; border-top: 1px solid #878d88; }
button { font: inherit; font-weight: 600; min-height: 32px; padding: 3px 16px; border: 0; border-radius: 4px; background: light-dark(#0b5cad, #82bbff); color: light-dark(#fff, #0b1724); cursor: pointer; }
:focus-visible { outline: 2px solid light-dark(#0b5cad, #82bbff); outline-offset: 2px; }
a { color: light-dark(#0b5cad, #82bbff); }
p { margin: 0; flex: 1 1 12em; }
.live .still, .box:not(.live) iframe { display: none; }
@media print {
  .box { color-scheme: light; break-inside: avoid; }
  .live .still { display: flex; } iframe, button { display: none !important; }
  .still { height: auto !important; } img { height: auto; max-height: 16cm; }
}`);
