package io.gauntlet.app.http;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import io.gauntlet.api.Knowledge;
import io.gauntlet.arena.InvalidInputException;

/**
 * On what terms programs may ask stored models.
 *
 * @param knowledge what is answered; empty when nothing is
 * @param queries how many candidates each client may ask each model about while the server runs
 * @param seed the root of the draws of randomised models
 */
public record TargetTerms(Optional<Knowledge> knowledge, long queries, long seed) {
    /** How many queries there are where nobody says so. */
    public static final long QUERIES = 1_000_000;

    /** Nobody may ask anything. */
    public static final TargetTerms NONE = new TargetTerms(Optional.empty(), QUERIES, 1);

    /** Checks the number. @throws InvalidInputException when there are no queries */
    public TargetTerms {
        if (queries < 1) {
            throw new InvalidInputException(
                    "The option --target-queries takes a whole number of at least 1, not " + queries + ".");
        }
    }

    /** The knowledge of that name. @throws InvalidInputException when it is none that can be offered */
    public static Knowledge knowledge(String id) {
        return Arrays.stream(Knowledge.values())
                .filter(one -> one != Knowledge.TRANSFER && one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("The option --targets takes "
                        + Arrays.stream(Knowledge.values())
                                .filter(one -> one != Knowledge.TRANSFER)
                                .map(Knowledge::id)
                                .collect(Collectors.joining(", "))
                        + ", not '" + id + "'."));
    }
}
