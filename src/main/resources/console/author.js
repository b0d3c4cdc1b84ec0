// Line numbers that follow the typing, and a jump to a line. Without this script the page still works.
(function () {
  "use strict";

  var form = document.getElementById("edit");
  var text = document.getElementById("text");
  if (!form) {
    return;
  }
  var typed = form.hasAttribute("data-edited");
  var sent = false;

  // The text is as high as its lines, so that the numbers beside it never scroll away from it.
  function number() {
    var count = text.value.split("\n").length;
    var numbers = document.getElementById("numbers");
    while (numbers.children.length > count) {
      numbers.lastChild.remove();
    }
    for (var i = numbers.children.length + 1; i <= count; i++) {
      var line = document.createElement("span");
      line.id = "l" + i;
      line.textContent = i;
      numbers.appendChild(line);
    }
    text.rows = Math.max(count, 14) + 2;
  }

  function goTo(line) {
    var lines = text.value.split("\n");
    if (line < 1 || line > lines.length) {
      return;
    }
    var start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    text.focus({ preventScroll: true });
    text.setSelectionRange(start, start + lines[line - 1].length);
    document.getElementById("l" + line).scrollIntoView({ block: "center" });
  }

  function goToHash() {
    var found = /^#l(\d+)$/.exec(location.hash);
    if (text && found) {
      goTo(Number(found[1]));
    }
  }

  // A new line begins below the one before, as YAML needs it.
  function indent(event) {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    var before = text.value.slice(0, text.selectionStart);
    var spaces = /^ */.exec(before.slice(before.lastIndexOf("\n") + 1))[0];
    if (spaces && document.execCommand("insertText", false, "\n" + spaces)) {
      event.preventDefault();
    }
  }

  if (text) {
    text.addEventListener("input", function () {
      typed = true;
      form.classList.add("stale");
      number();
    });
    text.addEventListener("keydown", indent);
    number();
    goToHash();
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#l']");
    if (link && text) {
      event.preventDefault();
      goTo(Number(link.getAttribute("href").slice(2)));
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.querySelector("button[value=check]").click();
    }
  });
  document.addEventListener("htmx:afterSettle", function () {
    form.classList.remove("stale");
    if (text) {
      number();
    }
  });
  form.addEventListener("submit", function (event) {
    sent = !(event.submitter && event.submitter.value === "download");
  });
  window.addEventListener("beforeunload", function (event) {
    if (typed && !sent) {
      event.preventDefault();
    }
  });
})();
