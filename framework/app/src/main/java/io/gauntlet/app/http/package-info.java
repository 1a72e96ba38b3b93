/**
 * The web server: the page's files, the API, the stream of events, and what those who run it look at. It asks the store
 * and the runtime and decides nothing, except who may do what.
 *
 * <p>Access: a server that only this machine reaches lets its users do everything. One that is bound to another address,
 * or is given a public name, answers only those who show a token, as {@code Authorization: Bearer TOKEN} or in the cookie
 * that {@code POST /login} sets (form field {@code token}; {@code POST /logout} forgets it). A token's role decides what
 * it may do: a reader what is read with GET, a runner also what is written. Requests that browsers send for pages of
 * other sites write nothing, and Host headers that name others are refused.
 *
 * <p>The API, all below {@code /api/v1}, is described by {@link io.gauntlet.app.http.ApiDocument}, an OpenAPI document that
 * {@code /api/v1/openapi.json} answers and the page shows at {@code /api}. It is read with GET and, where the server plays,
 * written with POST; what an address answers and its description are held together by a test.
 *
 * <p>Beside it, for readers and without a token from this machine: {@code /health}, {@code {status, database, jobs,
 * projections, workers}} with status 503 unless all is well, and {@code /metrics} in Prometheus's text format.
 *
 * <p>Where the server offers stored models as targets, runners ask them at {@code /api/v1/targets/SHA-256}; see
 * {@link io.gauntlet.app.http.TargetRoutes}.
 *
 * <p>Records are written as {@link io.gauntlet.app.json.Json} says. Failures are {@code {error: sentence}} with status 400
 * (the request is wrong), 401 (a token is needed), 403 (not with this role, for this name or on this server), 404, 405, 409,
 * 413, 415, 429 (a budget is spent), 500 or 503 (the database or a data set cannot be used now, or the server is ending).
 */
@NullMarked
package io.gauntlet.app.http;

import org.jspecify.annotations.NullMarked;
