// Local times, and the refresh of what moves. Without this script every page still works.
(function () {
  "use strict";

  var OLD = "The hub does not answer now: what you see may be old.";

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

  // A page that nobody sees lets its stream go: a browser has six connections for all pages of one origin.
  var stream = null;
  var doubt = 0;

  function listen() {
    if (stream || document.hidden) {
      return;
    }
    stream = new EventSource("/console/live");
    stream.onopen = function () {
      trust();
      say("");
    };
    stream.addEventListener("beat", refresh);
    stream.onerror = function () {
      if (stream.readyState === EventSource.CLOSED) {
        leave();
        say("Refreshed once a minute.");
        setTimeout(listen, 60000);
        refresh();
      } else if (!doubt) {
        doubt = setTimeout(say, 8000, OLD);
      }
    };
  }

  function trust() {
    clearTimeout(doubt);
    doubt = 0;
  }

  function leave() {
    trust();
    if (stream) {
      stream.close();
      stream = null;
    }
  }

  localTimes(document);
  document.addEventListener("htmx:afterSwap", function (swapped) {
    localTimes(swapped.target);
    if (document.getElementById("live").textContent === OLD) {
      say("");
    }
  });
  ["htmx:responseError", "htmx:sendError"].forEach(function (failed) {
    document.addEventListener(failed, function () {
      say(OLD);
    });
  });
  if (document.querySelector("[data-live]")) {
    document.addEventListener("visibilitychange", function () {
      if (document.hidden) {
        leave();
      } else {
        listen();
      }
    });
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", listen);
  }
})();
