// Local times, and the refresh of what moves. Without this script every page still works.
(function () {
  "use strict";

  var OLD = "The hub does not answer now: this page may be out of date.";
  var HELD = "The part in use is not refreshed; it refreshes when you leave it.";
  var TYPING = "The page has changed while you type; it refreshes when you are done.";
  var ENDED = "Your session has ended. Copy your text, then sign in again.";
  var MINUTELY = "Refreshed once a minute.";

  var keptBack = false; // something that has changed is not shown yet
  var ended = false;

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
    var live = document.getElementById("live");
    if (live.textContent !== text) {
      live.textContent = text; // a screen reader reads it again whenever it is set
    }
  }

  function passed(texts) {
    if (texts.indexOf(document.getElementById("live").textContent) >= 0) {
      say("");
    }
  }

  function typed(field) {
    return field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  }

  function typedIn(part) {
    return Array.prototype.some.call(part.querySelectorAll("input:not([type=hidden])"), typed);
  }

  // Not by a click on what can only be scrolled: then nothing shows that somebody is there.
  function usedByKeys(part) {
    var active = document.activeElement;
    return part.contains(active) && active.matches(":focus-visible");
  }

  function refresh() {
    var part = document.querySelector("[data-live]");
    if (ended || document.hidden || !part) {
      return;
    }
    if (usedByKeys(part)) {
      say(HELD);
    } else {
      passed([HELD]);
      keptBack = false;
      window.htmx.trigger(part, "live");
    }
  }

  // Times are shown in a zone here, and in another where the page is made.
  function words(part) {
    var copy = part.cloneNode(true);
    copy.querySelectorAll("time").forEach(function (time) {
      time.remove();
    });
    return copy.textContent.replace(/\s+/g, " ");
  }

  // The parts with the commands: only when they say something else, and never from under somebody's fingers.
  document.addEventListener("htmx:oobBeforeSwap", function (swap) {
    var part = swap.detail.target;
    if (words(part) === words(swap.detail.fragment)) {
      swap.detail.shouldSwap = false;
    } else if (usedByKeys(part) || typedIn(part)) {
      swap.detail.shouldSwap = false;
      keptBack = true;
      say(TYPING);
    }
  });

  // Whose session has ended is sent to sign in, unless that costs what was typed.
  document.addEventListener("htmx:beforeOnLoad", function (loaded) {
    if (loaded.detail.xhr.getResponseHeader("HX-Refresh") && typedIn(document)) {
      loaded.preventDefault();
      ended = true;
      leave();
      say(ENDED);
    }
  });

  // A page that nobody sees lets its stream go: a browser has six connections for all pages of one origin.
  var stream = null;
  var doubt = 0;

  function listen() {
    if (stream || ended || document.hidden) {
      return;
    }
    stream = new EventSource("/console/live");
    stream.onopen = function () {
      trust();
      passed([OLD, MINUTELY]);
    };
    stream.addEventListener("beat", refresh);
    stream.onerror = function () {
      if (stream.readyState === EventSource.CLOSED) {
        leave();
        say(MINUTELY);
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
  document.addEventListener("htmx:afterSettle", function () {
    localTimes(document);
    passed(keptBack ? [OLD] : [OLD, TYPING]);
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
