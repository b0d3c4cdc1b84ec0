for (const button of document.querySelectorAll("[data-mode]")) {
  button.addEventListener("click", async () => {
    await fetch("/sandbox/" + encodeURIComponent(button.dataset.name), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ mode: button.dataset.mode }),
    });
    location.reload();
  });
}
