/** What the tests of several families share. */
@NullMarked
package io.gauntlet.plugins.attacks.support;

import org.jspecify.annotations.NullMarked;
