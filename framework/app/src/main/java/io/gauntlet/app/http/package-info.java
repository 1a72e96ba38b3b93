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
 * <p>The API, all below {@code /api/v1}; read with GET:
 *
 * <ul>
 *   <li>{@code tournaments?before=POSITION&limit=N}: {@code {tournaments: [TournamentSummary]}}, the newest first
 *   <li>{@code tournaments/ID}: {@code {summary, plan, models, scoreboards}}, a TournamentView
 *   <li>{@code tournaments/ID/ratings}: {@code {ratings, attackTimes}}, a TournamentRatings; computed when first asked for
 *   <li>{@code tournaments/ID/mixture}: {@code {mixtures: [Mixture]}}, from what {@code ./gauntlet mixture} recorded; else
 *       each says why there is none
 *   <li>{@code tournaments/ID/matches}: {@code {matches: [MatchView]}}
 *   <li>{@code tournaments/ID/cells/ATTACKER/DEFENDER/THREATMODEL/samples?from=SAMPLE&limit=N}: {@code {samples:
 *       [SampleView], next}}; {@code next} is the {@code from} of the next page, null on the last one
 *   <li>{@code matches/ID}: a MatchView
 *   <li>{@code matches/ID/samples/ROW/original.png}, {@code adversarial.png}, {@code perturbation.png}
 *   <li>{@code events?from=POSITION&limit=N&stream=STREAM}: {@code {events, next}}; {@code stream} may be a category
 *   <li>{@code plugins}: by kind; {@code plugins/KIND/ID}: everything about one
 *   <li>{@code flags}: what is looked for, {@code {id, title, meaning, advice, source}} each; {@code flags/ID}: one of them
 *   <li>{@code health}: for the page
 *   <li>{@code stream?from=POSITION}: server-sent events, see {@link io.gauntlet.app.http.EventStream}
 * </ul>
 *
 * <p>and written with POST, where the server plays:
 *
 * <ul>
 *   <li>{@code tournaments}: plans the tournament of the spec in the body, YAML or JSON of at most 1 MiB with its
 *       {@code Content-Type}; networks of users are named by the SHA-256 of their files. 201 with {@code {id, name}}
 *   <li>{@code tournaments/ID/cancel}: cancels one; the body is empty or {@code {reason}}. 200 with {@code {id, state}},
 *       409 when it is over
 * </ul>
 *
 * <p>Beside it, for readers and without a token from this machine: {@code /health}, {@code {status, database, jobs,
 * projections, workers}} with status 503 unless all is well, and {@code /metrics} in Prometheus's text format.
 *
 * <p>Records are written as {@link io.gauntlet.app.json.Json} says. Failures are {@code {error: sentence}} with status 400
 * (the request is wrong), 401 (a token is needed), 403 (not with this role, for this name or on this server), 404, 405, 409,
 * 413, 415, 500 or 503 (the database or a data set cannot be used now, or the server is ending).
 */
@NullMarked
package io.gauntlet.app.http;

import org.jspecify.annotations.NullMarked;
