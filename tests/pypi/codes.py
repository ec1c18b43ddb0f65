"""Tells schemathesis which of our error codes blame the client and which the server.

It knows the codes of other servers only and takes every other error of a field for a failure of the
server. Ours are described in docs/errors.md; one that is on neither list stays a failure.
"""

from schemathesis.specs.graphql import validation

CLIENT = {"BAD_INPUT", "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "LIMITED", "TOO_COSTLY"}
SERVER = {"INTERNAL", "TIMEOUT", "REGISTRY_INVALID", "OUTCOME_UNKNOWN"}

validation.CLIENT_ERROR_MARKERS = validation.CLIENT_ERROR_MARKERS | CLIENT
validation.SERVER_ERROR_MARKERS = validation.SERVER_ERROR_MARKERS | SERVER
