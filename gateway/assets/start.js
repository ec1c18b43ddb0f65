"use strict";
// Starts GraphiQL on the gateway that serves this page. Headers typed in its lower left corner,
// such as {"Authorization": "Bearer …"}, go with every query.
const fetcher = GraphiQL.createFetcher({ url: "/graphql" });
const defaultQuery = `# Tereze: one graph over court records.
# Press Ctrl-Space for what can be asked, Ctrl-Enter to ask.
# To ask as somebody, open "Headers" below and write
#   {"Authorization": "Bearer <token>"}

query State {
  __typename
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
