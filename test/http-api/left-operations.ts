/**
 * The ids of operations that Schemathesis does not call: streams do not end, and the others end the session of the
 * caller. test/edge/documented-answers.edge.ts calls them, each time with another session.
 */
export const leftOperations = /Stream|(SignOut|RevokeSession|DeactivateUser)\d*$/;
