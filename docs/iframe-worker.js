// A page that was opened from a folder may not start a worker: a hidden frame runs the search there instead.
if (location.protocol === "file:") {
  // as between a page and a worker: the other side gets a copy, later
  const deliver = (target, inside, data) => {
    const event = new inside.MessageEvent("message", { data: structuredClone(data) });
    setTimeout(() => (target.dispatchEvent(event), target.onmessage?.(event)));
  };
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = Object.assign(document.createElement("iframe"), { hidden: true });
      document.body.append(frame);
      this.inside = frame.contentWindow;
      this.inside.postMessage = (data) => deliver(this, window, data);
      const script = this.inside.document.createElement("script");
      this.ready = new Promise((done) => Object.assign(script, { src: new URL(address, document.baseURI), onload: done }));
      this.inside.document.body.append(script);
    }
    postMessage(data) {
      this.ready.then(() => deliver(this.inside, this.inside, data));
    }
    terminate() {}
  };
}
