// How a page written with Relay reads our connections: refetched by node id, paged by cursor.
import { graphql } from "react-relay";

graphql`
  fragment CaseHearings_case on Case
  @refetchable(queryName: "CaseHearingsPageQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }) {
    hearings(first: $first, after: $after) @connection(key: "CaseHearings_hearings") {
      edges {
        node {
          id
          startsAt
        }
      }
    }
  }
`;

graphql`
  query CaseHearingsQuery($id: ID!) {
    node(id: $id) {
      ...CaseHearings_case @alias
    }
  }
`;
