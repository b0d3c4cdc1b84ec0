// Local times, and the refresh of what moves. Without this script every page still works.
(function () {
  "use strict";

  function localTimes(root) {
    root.querySelectorAll("time[datetime]").forEach(function (time) {
      var at = new Date(time.getAttribute("datetime"));
      if (!isNaN(at)) {
        var today = at.toDateString() === new Date().toDateString();
        time.textContent = today ? at.toLocaleTimeString() : at.toLocaleString();
      }
    });
  }

  function say(text) {
    document.getElementById("live").textContent = text;
  }

  // Whoever is typing or has the focus inside is not disturbed.
  function refresh() {
    if (document.hidden) {
      return;
    }
    document.querySelectorAll("[data-live]").forEach(function (part) {
      if (!part.contains(document.activeElement)) {
        window.htmx.trigger(part, "live");
      }
    });
  }

  function listen() {
    var stream = new EventSource("/console/live");
    stream.addEventListener("beat", refresh);
    stream.onerror = function () {
      if (stream.readyState === EventSource.CLOSED) {
        say("Refreshed now and then.");
        setTimeout(listen, 60000);
        refresh();
      }
    };
    window.addEventListener("pagehide", function () {
      stream.close();
    });
  }

  localTimes(document);
  document.addEventListener("htmx:afterSwap", function (swapped) {
    localTimes(swapped.target);
  });
  if (document.querySelector("[data-live]")) {
    listen();
  }
})();
