/* Keeps the maps of one page in step: what one shows of the ground, the others show too. */
window.inStep = (map, area) => {
  "use strict";

  let led = false; // moved by another map: not to be told back
  let size = null; // a map of another size moves to keep its middle: that is nobody else's matter

  function others() {
    const found = [];
    for (let i = 0; i < window.parent.frames.length; i += 1) {
      try {
        const { nato } = window.parent.frames[i];
        if (nato && nato.follow && window.parent.frames[i] !== window) found.push(nato);
      } catch (error) {
        // a frame of another site
      }
    }
    return found;
  }

  function tell(centre, zoom, animate) {
    const fits = size && size.equals(map.getSize());
    size = map.getSize();
    if (fits && !led && area()) others().forEach((other) => other.follow(area(), centre, zoom, animate));
  }

  if (window.parent !== window) {
    map.on("zoomanim", ({ center, zoom }) => tell(center, zoom, true));
    map.on("move", () => tell(map.getCenter(), map.getZoom(), false));
  }

  return (of, { lat, lng }, zoom, animate) => {
    if (of !== area()) return;
    const there = map.project(map.getCenter(), zoom).distanceTo(map.project([lat, lng], zoom));
    if (map.getZoom() === zoom && there < 1) return;
    led = true;
    map.setView([lat, lng], zoom, { animate });
    led = false;
  };
};
