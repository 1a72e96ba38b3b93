/**
 * A durable PostgreSQL server that this program starts itself in a data folder and shares with every process that
 * opens the same folder. Nothing here knows what the server stores.
 */
@NullMarked
package io.gauntlet.store.embedded;

import org.jspecify.annotations.NullMarked;
