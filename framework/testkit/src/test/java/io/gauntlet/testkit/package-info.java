/** Tests of the test kit: a sound attack keeps the contract, and a planted defect of each kind breaks it. */
@NullMarked
package io.gauntlet.testkit;

import org.jspecify.annotations.NullMarked;
