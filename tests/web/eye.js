// What an eye meets on a page: every visible text with its colour and the ground it really stands on (alpha and opacity composited).
(() => {
  const parse = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return colour.startsWith("color(") ? [red * 255, green * 255, blue * 255, alpha] : [red, green, blue, alpha];
  };
  const over = ([r, g, b, a], ground) => [r, g, b].map((value, index) => value * a + ground[index] * (1 - a));
  const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ratio = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const canvas = () => (matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255]);

  function above(element) {
    const chain = [];
    for (let one = element; one; one = one.parentElement) chain.unshift(one);
    return chain;
  }

  function groundOf(element) {
    return above(element).reduce((ground, one) => {
      const style = getComputedStyle(one);
      if (style.backgroundImage !== "none") throw new Error(`a picture under text: ${one.className}`);
      return over(parse(style.backgroundColor), ground);
    }, canvas());
  }

  const opacityOf = (element) => above(element).reduce((whole, one) => whole * Number(getComputedStyle(one).opacity), 1);
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className || element.id}`;

  function seen(element) {
    if (!element.checkVisibility({ visibilityProperty: true }) || opacityOf(element) === 0) return false;
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > 0;
  }

  function read(element, words, colour, style) {
    const ground = groundOf(element);
    const [r, g, b, a] = parse(colour);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    return { words: words.trim().slice(0, 30), where: name(element), size, needs: large ? 3 : 4.5, ratio: ratio(over([r, g, b, a * opacityOf(element)], ground), ground) };
  }

  function texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("script, noscript, :disabled") || !seen(element)) continue;
      const style = getComputedStyle(element);
      found.push(read(element, node.data, style.color, style));
    }
    return found.concat(placeholders());
  }

  function placeholders() {
    return [...document.querySelectorAll("[placeholder]")].filter(seen).map((input) => {
      const style = getComputedStyle(input, "::placeholder");
      return read(input, input.placeholder, style.color, style);
    });
  }

  // A control whose bounds are a border, or else a ground of its own, shows one of them at 3 : 1; plain words need neither.
  function edges() {
    return [...document.querySelectorAll("button, summary, select, textarea, input:not([type=hidden], .photo input), label.photo, .buttons a")].filter(seen).flatMap((control) => {
      const style = getComputedStyle(control);
      const ground = groundOf(control.parentElement);
      const bordered = parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none" && parse(style.borderTopColor)[3] > 0;
      if (!bordered) return [];
      return [{ words: (control.textContent || control.placeholder || "").trim().slice(0, 30), where: name(control), needs: 3, ratio: ratio(over(parse(style.borderTopColor), ground), ground) }];
    });
  }

  function ring() {
    const style = getComputedStyle(document.activeElement.closest(".photo") || document.activeElement);
    const ground = groundOf(document.activeElement.parentElement);
    return { width: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth), ratio: ratio(over(parse(style.outlineColor), ground), ground) };
  }

  const controls = () => [...document.querySelectorAll("a[href], summary, button:not(:disabled), input:not([type=hidden]), select, textarea, [tabindex='0']")].filter(reachable);
  const reachable = (control) => control.checkVisibility({ visibilityProperty: true });

  function targets() {
    return controls().filter((control) => control.matches("a, summary, button, input, select, textarea") && !control.matches(".skip")).map((control) => {
      const box = control.getBoundingClientRect();
      return { words: (control.textContent || control.id).trim().slice(0, 30), where: name(control), width: box.width, height: box.height };
    });
  }

  // What is wider than its place: a page or a pane that must be pushed sideways, or words beyond the edge of the screen.
  function sideways() {
    const width = document.documentElement.clientWidth;
    const pushed = [...document.querySelectorAll("*")].filter((one) => {
      const scrolls = one === document.documentElement || /auto|scroll|hidden/.test(getComputedStyle(one).overflowX);
      return scrolls && !one.matches("input, .unseen, option") && one.scrollWidth > one.clientWidth + 1;
    });
    const beyond = [...document.querySelectorAll("p, button, a, h1, h2, input, b, span, small")].filter((one) => seen(one) && one.getBoundingClientRect().right > width + 1);
    return [...pushed, ...beyond].map(name);
  }

  // Chinese words on a page that does not say they are Chinese; a sentence of ours may name a place.
  function foreign() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (/\p{Script=Han}/u.test(node.data) && !element.closest(".tabs, [aria-hidden], script") && element.closest("[lang]").lang !== "zh-CN") found.push(name(element));
    }
    return found;
  }

  window.eye = { sideways, foreign, texts, edges, ring, controls, targets, name };
})();
