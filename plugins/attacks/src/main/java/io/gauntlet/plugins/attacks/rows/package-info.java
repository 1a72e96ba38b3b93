/** What searches keep of their rows: batches on the heap, state shaped like samples, answers with rows left out. */
@NullMarked
package io.gauntlet.plugins.attacks.rows;

import org.jspecify.annotations.NullMarked;
