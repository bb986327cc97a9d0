/* Of the map's frame in the app: Python's two calls, and the frames that come before the map's
   modules are here. Runs right after Leaflet, and is no module itself: the calls do not wait. */

window.nato = {
  start(map, files) {
    const started = import("./map.js").then((module) => module.start(map, files));

    window.nato.paint = async (frame) => {
      try {
        (await started).paint(frame);
      } catch (error) {
        console.warn("map:", error);
        const box = map.getContainer();
        const message = box.querySelector(".message") || document.createElement("p");
        message.className = "message";
        message.setAttribute("role", "alert");
        message.textContent = frame.trouble;
        box.append(message);
      }
    };
  },
};
