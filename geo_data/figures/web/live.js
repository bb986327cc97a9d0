/* Of the map's frame in the app: Python's two calls, and the frames that come before the map's
   modules are here. Runs right after Leaflet, and is no module itself: the calls do not wait. */

window.nato = {
  start(map, files) {
    const started = import("./map.js").then((module) => module.start(map, files));
    let shapes = null;

    window.nato.paint = async (frame) => {
      if (!shapes) {
        // the first shapes are asked for while the modules come
        shapes = document.createElement("link");
        Object.assign(shapes, { rel: "preload", as: "fetch", crossOrigin: "anonymous" });
        shapes.href = files[frame.area];
        document.head.append(shapes);
      }
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
