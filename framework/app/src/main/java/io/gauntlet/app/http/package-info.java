/**
 * The web server: the page's files, the read-only API and the stream of events. It asks the store and the runtime and
 * decides nothing.
 *
 * <p>The API, all below {@code /api/v1} and all GET:
 *
 * <ul>
 *   <li>{@code tournaments?before=POSITION&limit=N}: {@code {tournaments: [TournamentSummary]}}, the newest first
 *   <li>{@code tournaments/ID}: {@code {summary, plan, models, scoreboards}}, a TournamentView
 *   <li>{@code tournaments/ID/matches}: {@code {matches: [MatchView]}}
 *   <li>{@code tournaments/ID/cells/ATTACKER/DEFENDER/THREATMODEL/samples?from=SAMPLE&limit=N}: {@code {samples:
 *       [SampleView], next}}; {@code next} is the {@code from} of the next page, null on the last one
 *   <li>{@code matches/ID}: a MatchView
 *   <li>{@code matches/ID/samples/ROW/original.png}, {@code adversarial.png}, {@code perturbation.png}
 *   <li>{@code events?from=POSITION&limit=N&stream=STREAM}: {@code {events, next}}; {@code stream} may be a category
 *   <li>{@code plugins}: by kind; {@code plugins/KIND/ID}: everything about one
 *   <li>{@code health}
 *   <li>{@code stream?from=POSITION}: server-sent events, see {@link io.gauntlet.app.http.EventStream}
 * </ul>
 *
 * <p>Records are written as {@link io.gauntlet.app.json.Json} says. Failures are {@code {error: sentence}} with status 400
 * (the request is wrong), 403 (the host is not this machine), 404, 405, 500 or 503 (the database or a data set cannot be used now).
 */
@NullMarked
package io.gauntlet.app.http;

import org.jspecify.annotations.NullMarked;
