/** {@code ./gauntlet bench web}: how long the page's API takes while many look on. */
@NullMarked
package io.gauntlet.bench.web;

import org.jspecify.annotations.NullMarked;
