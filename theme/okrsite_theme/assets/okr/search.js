// The search's index grows with the archive, so it is fetched when somebody turns to the search, not on every page.
{
  const { open, send } = XMLHttpRequest.prototype;
  const asked = new Promise((resolve) => {
    const turned = (event) => event.target.closest?.(".md-search, [for=__search]") && resolve();
    for (const sign of ["focusin", "pointerdown"]) addEventListener(sign, turned, true);
    const words = new URLSearchParams(location.search);
    if (words.has("q") || words.has("h")) resolve();
  });
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.okrWaits = /\/search\/search_index\.json$/.test(url);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.okrWaits) asked.then(() => this.readyState === XMLHttpRequest.OPENED && send.call(this, body));
    else send.call(this, body);
  };
}
