/** Tests of the texts. */
@NullMarked
package io.gauntlet.app.text;

import org.jspecify.annotations.NullMarked;
