"use strict";
// Starts GraphiQL on the gateway that serves this page. Headers typed in its lower left corner,
// such as {"Authorization": "Bearer …"}, go with every query.
const fetcher = GraphiQL.createFetcher({ url: "/graphql" });
const defaultQuery = `# Tereze: one graph over court records.
# Ctrl-Space: what can be asked. Ctrl-Enter: ask.
# To ask as somebody, write under Headers
#   {"Authorization": "Bearer <token>"}

query CourtSystems {
  registries {
    code
    name(lang: EN)
    state
    serves
  }
}
`;
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery,
    defaultEditorToolsVisibility: "headers",
    shouldPersistHeaders: false,
  }),
);
