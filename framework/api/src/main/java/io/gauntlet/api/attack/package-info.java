/**
 * What the author of an attack sees. An attack is an algorithm over rows: the harness admits samples into rows, bills
 * each answer of the target to its sample, keeps the best candidate and judges. No norm's arithmetic lives here, and no
 * attack.
 */
@NullMarked
package io.gauntlet.api.attack;

import org.jspecify.annotations.NullMarked;
