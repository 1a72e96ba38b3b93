/** {@code ./gauntlet bench store}: the event store beside raw JDBC on a server of its own, and the leaderboards. */
@NullMarked
package io.gauntlet.bench.store;

import org.jspecify.annotations.NullMarked;
