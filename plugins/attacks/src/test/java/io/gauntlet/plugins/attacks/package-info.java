/** Tests of the stock attacks: the contract of the test kit for each, and what is particular to one. */
@NullMarked
package io.gauntlet.plugins.attacks;

import org.jspecify.annotations.NullMarked;
