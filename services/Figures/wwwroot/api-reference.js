// Without the layout that the package starts by default: its bar could load descriptions from other servers, and our policy refuses
// the styles that it writes into the page.
window.addEventListener("DOMContentLoaded", () => SwaggerUIBundle({
  dom_id: "#swagger-ui",
  url: "/openapi/v1.json",
  deepLinking: true,
  layout: "BaseLayout",
  presets: [SwaggerUIBundle.presets.apis],
  syntaxHighlight: false,
  validatorUrl: null,
}));
