/* Keeps the maps of one page in step: what one shows of the ground, the others show too. They
   reach one another by the one name that each frame has, `nato.follow`. */

/** The other maps of this page. */
function others() {
  const found = [];
  for (let i = 0; i < window.parent.frames.length; i += 1) {
    try {
      const frame = window.parent.frames[i];
      if (frame !== window && frame.nato?.follow) found.push(frame.nato);
    } catch {
      // a frame of another site
    }
  }
  return found;
}

/**
 * @param {L.Map} map
 * @param {() => string | null} area the one that it shows, or nothing while it moves by itself
 */
export function keepInStep(map, area) {
  let led = false; // moved by another map: not to be told back
  let size = null; // a map of another size moves to keep its middle: that is nobody else's matter

  function tell(centre, zoom, animate) {
    const fits = size?.equals(map.getSize());
    size = map.getSize();
    if (!fits || led || !area()) return;
    for (const other of others()) other.follow(area(), centre, zoom, animate);
  }

  function follow(of, { lat, lng }, zoom, animate) {
    if (of !== area()) return;
    const there = map.project(map.getCenter(), zoom).distanceTo(map.project([lat, lng], zoom));
    if (map.getZoom() === zoom && there < 1) return;
    led = true;
    map.setView([lat, lng], zoom, { animate });
    led = false;
  }

  window.nato = { ...window.nato, follow };
  if (window.parent === window) return;
  map.on("zoomanim", ({ center, zoom }) => tell(center, zoom, true));
  map.on("move", () => tell(map.getCenter(), map.getZoom(), false));
}
