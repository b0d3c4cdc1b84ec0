for (const button of document.querySelectorAll("[data-mode]")) {
  button.addEventListener("click", async () => {
    await fetch("/sandbox/erp", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ mode: button.dataset.mode }),
    });
    location.reload();
  });
}
